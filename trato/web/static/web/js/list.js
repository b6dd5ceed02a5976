// Rows: `j` and `k` move, Enter opens (the focus is on the row's link), `x` selects where rows can be selected.
import { all, isShown } from "./page.js";

const rows = () => all("[data-row]").filter(isShown);
const link = row => row.querySelector("[data-row-link], a[href]");

export const moveRow = by => {
  const shown = rows();
  const walk = document.querySelector(by > 0 ? "[data-walk=next]" : "[data-walk=previous]");
  if (!shown.length) { walk?.click(); return Boolean(walk); }
  const at = shown.findIndex(row => row.contains(document.activeElement));
  const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, at + by))];
  link(next)?.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
};

export const selectRow = () => {
  const box = document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
};

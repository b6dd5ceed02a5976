// Rows: `j` and `k` move, Enter opens (the focus is on the row's link), `x` selects where rows can be selected, `X` up to there.
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

// With `isRange` from the row chosen last up to here, as a click with Shift does.
export const selectRow = isRange => {
  const box = document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]");
  box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: isRange }));
  return Boolean(box);
};

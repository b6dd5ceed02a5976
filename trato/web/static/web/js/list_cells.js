// Cells of a list: a double click, Enter or `e` opens one, Enter saves, Tab goes on to the next, Esc puts back.
import { all } from "./page.js";

const CELL = "[data-row] > :is(td, th)";
const CONTROLS = "input:not([type=hidden]), textarea, select";
const kept = new WeakMap();
let following;

const column = cell => cell.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex];
const isEditable = cell => column(cell)?.hasAttribute("data-editable");
const address = row => row.dataset.address ??= row.querySelector("[data-row-link]")?.getAttribute("href").split("?")[0];
const cellOf = (row, name) => [...row.cells].find(cell => column(cell)?.dataset.column === name);

const edit = cell => {
  if (!cell || !isEditable(cell) || cell.querySelector("[data-cell-editor]")) return false;
  const from = address(cell.closest("[data-row]"));
  kept.set(cell, [...cell.childNodes]);
  window.htmx.ajax("GET", `${from}cells/${column(cell).dataset.column}/`, { target: cell, swap: "innerHTML" });
  return true;
};

const focusCell = cell => {
  if (!cell) return false;
  const link = cell.querySelector("[data-row-link]");
  if (!link) cell.tabIndex = -1;
  (link ?? cell).focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
};

const putBack = cell => {
  cell.replaceChildren(...(kept.get(cell) ?? []));
  cell.classList.remove("t-editing");
  focusCell(cell);
};

// Of the row that has the focus: this cell, or from the row's link the first that can be edited.
export const editCell = () => {
  const row = document.activeElement?.closest("tr[data-row]");
  if (!row) return false;
  const cell = document.activeElement.closest(CELL);
  return edit(isEditable(cell) ? cell : [...row.cells].find(isEditable));
};

const isChanged = control => {
  if (control.matches("[type=checkbox]")) return control.checked !== control.defaultChecked;
  if (control.matches("select")) return [...control.options].some(option => option.selected !== option.defaultSelected);
  return control.value !== control.defaultValue;
};

// Leaving a form that is on its way would send it twice.
document.addEventListener("submit", event => {
  if (event.target.matches?.("[data-cell-editor]")) event.target.dataset.sent = "";
}, true);

const leave = form => {
  if (form.dataset.sent !== undefined) return;
  if (all(CONTROLS, form).some(isChanged)) form.requestSubmit();
  else if (!form.querySelector("[role=alert]")) putBack(form.closest(CELL));
};

document.addEventListener("dblclick", event => {
  const cell = event.target.closest?.(CELL);
  if (cell && !event.target.closest("input") && edit(cell)) { event.preventDefault(); window.getSelection()?.removeAllRanges(); }
});

document.addEventListener("click", event => {
  const cell = event.target.closest?.("[data-cancel]")?.closest(CELL);
  if (cell?.querySelector("[data-cell-editor]")) putBack(cell);
});

document.addEventListener("focusout", event => {
  const form = event.target.closest?.("[data-cell-editor]");
  if (!form || form.contains(event.relatedTarget) || !document.hasFocus()) return;
  setTimeout(() => { if (form.isConnected && !form.contains(document.activeElement)) leave(form); }, 120);
});

document.addEventListener("keydown", event => {
  const form = event.target.closest?.("[data-cell-editor]");
  if (form && event.key === "Tab" && !event.target.closest(".t-edit-keys")) {
    const cells = [...form.closest("tr").cells].filter(isEditable);
    following = cells[cells.indexOf(form.closest(CELL)) + (event.shiftKey ? -1 : 1)];
    if (!following) return;
    event.preventDefault();
    const next = following;
    leave(form);
    if (!form.isConnected) { following = undefined; edit(next); }
    return;
  }
  if (form || event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, select, textarea")) return;
  const cell = event.target.closest?.(CELL);
  if (!cell) return;
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const by = document.dir === "rtl" ? -way : way;
  if (way && focusCell(cell.parentElement.cells[cell.cellIndex + by])) event.preventDefault();
  if (event.key === "Enter" && event.target === cell && edit(cell)) event.preventDefault();
});

document.addEventListener("htmx:after:swap", () => {
  for (const form of all("[data-cell-editor]")) {
    const cell = form.closest(CELL);
    if (cell?.classList.contains("t-editing") && form.contains(document.activeElement)) continue;
    cell?.classList.add("t-editing");
    const control = form.querySelector(CONTROLS);
    control?.focus();
    if (control?.matches("input:not([type=checkbox], [aria-invalid=true])")) control.select?.();
  }
  for (const cell of all(".t-editing")) {
    if (cell.querySelector("[data-cell-editor]")) continue;
    cell.classList.remove("t-editing");
    if (following) { edit(following); following = undefined; }
    else if (document.activeElement === document.body || cell.contains(document.activeElement)) focusCell(cell);
  }
});

// What was taken back is read again where it stands.
document.addEventListener("value-changed", ({ detail }) => {
  const row = all("tr[data-row]").find(each => address(each)?.endsWith(`/${detail?.id}/`));
  const cell = row && cellOf(row, detail.name);
  if (cell) window.htmx.ajax("GET", `${address(row)}cells/${detail.name}/?reading=`, { target: cell, swap: "innerHTML" });
  else if (document.querySelector("[data-board], [data-calendar]")) document.dispatchEvent(new CustomEvent("list-again"));
});

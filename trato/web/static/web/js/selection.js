// The selection of a list: boxes beside the rows, a range with shift, a page by the head, all that match by the bar.
// What is chosen is kept by id, so that rows which come later by scrolling know whether they belong to it.
import { all } from "./page.js";

const bar = () => document.getElementById("selection-bar");
const sent = () => bar().querySelector("form").elements;
const boxes = () => all("[data-row] input[data-select]");
const head = () => document.querySelector("[data-select-page]");

const MOST_MERGED = 50; // more than that nobody has looked at

let chosen = new Set(); // with `everything`: those that were taken out of it
let everything = false;
let last = null; // where a range begins
let seen = null; // the bar this selection belongs to: another list begins anew

const isChosen = id => chosen.has(id) !== everything;

const mark = (id, on) => { if (on !== everything) chosen.add(id); else chosen.delete(id); };

const counted = text => Number(text.replace(/\D/g, ""));

const said = () => {
  const { one, all: whole, none, total } = bar().dataset;
  const exact = !total.includes("+");
  if (!everything) return chosen.size ? one.replace("%s", new Intl.NumberFormat(document.documentElement.lang).format(chosen.size)) : none;
  const left = exact ? new Intl.NumberFormat(document.documentElement.lang).format(counted(total) - chosen.size) : total;
  return chosen.size && exact ? one.replace("%s", left) : whole.replace("%s", left);
};

const show = () => {
  if (!bar()) return;
  const ticked = boxes();
  for (const box of ticked) {
    box.checked = isChosen(box.value);
    box.closest("[data-row]").setAttribute("aria-selected", String(box.checked));
  }
  const on = ticked.filter(box => box.checked).length;
  if (head()) {
    head().checked = on > 0 && on === ticked.length;
    head().indeterminate = on > 0 && on < ticked.length;
  }
  const any = everything || chosen.size > 0;
  const told = document.querySelector("[data-selection-told]");
  if (any || !bar().hidden) told.textContent = said();
  bar().hidden = !any;
  bar().querySelector("[data-selected-said]").textContent = said();
  bar().querySelector("[data-select-all]")?.toggleAttribute("hidden", everything || String(chosen.size) === bar().dataset.total.replace(/\D/g, ""));
  bar().querySelector("[data-merges]")?.toggleAttribute("hidden", everything || chosen.size < 2 || chosen.size > MOST_MERGED);
  sent().all.value = everything ? "1" : "";
  sent().ids.value = everything ? "" : [...chosen].join(",");
  sent().without.value = everything ? [...chosen].join(",") : "";
  sent().back.value = location.pathname + location.search;
};

const clear = () => { chosen = new Set(); everything = false; last = null; };

const range = (from, to) => {
  const shown = boxes();
  const [first, end] = [shown.indexOf(from), shown.indexOf(to)].sort((a, b) => a - b);
  return first < 0 ? [to] : shown.slice(first, end + 1);
};

document.addEventListener("click", event => {
  const box = event.target.closest("input[data-select]");
  if (box) {
    for (const each of event.shiftKey && last?.isConnected ? range(last, box) : [box]) mark(each.value, box.checked);
    last = box;
  } else if (event.target.closest("[data-select-page]")) {
    const on = event.target.checked;
    for (const each of boxes()) mark(each.value, on);
  } else if (event.target.closest("[data-select-all]")) {
    chosen = new Set();
    everything = true;
    bar().querySelector("[data-select-none]").focus();
  } else if (event.target.closest("[data-select-none]")) {
    clear();
    (boxes()[0] ?? document.getElementById("main"))?.focus({ preventScroll: true });
  } else return;
  show();
});

// Rows come by scrolling; another list, or the same with other filters, is another bar and begins with nothing.
const look = () => {
  if (!bar()) return;
  const filters = [sent().kind.value, ...all("input[name^='filter.']", bar()).map(each => each.name + each.value)].join("\n");
  if (filters !== seen) { seen = filters; clear(); }
  show();
};
document.addEventListener("htmx:after:swap", look);
window.addEventListener("pageshow", look);
look();

// Columns: their edges are dragged or moved by arrow keys, heads are dragged to another place, groups fold.
import { all } from "./page.js";
import { again } from "./list_scroll.js";

const NARROWEST = 48;
const WIDEST = 900;
const STEP = 16;
const FAR = 6;
let sizing;
let moving;
let waiting;

const table = head => head.closest("table");
const colOf = head => table(head).querySelectorAll("colgroup col")[head.cellIndex];
const heads = of => all("thead th[data-column]", of);

const go = (of, name, value) => {
  const state = new URLSearchParams(of.dataset.state);
  state.set(name, value);
  const address = `${location.pathname}?${state}`;
  history.replaceState(history.state, "", address);
  again(address);
};

const set = (head, width) => {
  const fit = Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
  colOf(head).width = fit;
  head.querySelector("[data-grip]").setAttribute("aria-valuenow", fit);
};

const keepWidths = of => {
  const known = new Map((new URLSearchParams(of.dataset.state).get("widths") ?? "").split(",").filter(Boolean).map(each => each.split(":")));
  for (const head of heads(of)) if (head.dataset.sized !== undefined) known.set(head.dataset.column, colOf(head).width);
  go(of, "widths", [...known].map(each => each.join(":")).join(","));
};

document.addEventListener("pointerdown", event => {
  const head = event.target.closest?.("th[data-column]");
  if (!head || event.button) return;
  if (event.target.closest("[data-grip]")) {
    event.preventDefault();
    sizing = { head, from: event.clientX, width: head.getBoundingClientRect().width };
  } else if (head.cellIndex > 0 && !head.matches(".c-name") && event.pointerType === "mouse") moving = { head, from: event.clientX };
});

document.addEventListener("pointermove", event => {
  if (sizing) {
    const by = (event.clientX - sizing.from) * (document.dir === "rtl" ? -1 : 1);
    sizing.head.dataset.sized = "";
    set(sizing.head, sizing.width + by);
  }
  if (!moving || (!moving.isOn && Math.abs(event.clientX - moving.from) < FAR)) return;
  moving.isOn = true;
  moving.head.classList.add("t-lifted");
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("th[data-column]");
  for (const each of heads(table(moving.head))) each.classList.toggle("t-drop", each === over && over !== moving.head);
  moving.over = over;
});

const stillClick = event => { event.preventDefault(); event.stopPropagation(); };

document.addEventListener("pointerup", () => {
  if (sizing?.head.dataset.sized !== undefined) keepWidths(table(sizing.head));
  if (moving?.isOn) {
    const { head, over } = moving;
    addEventListener("click", stillClick, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", stillClick, { capture: true }));
    for (const each of heads(table(head))) each.classList.remove("t-drop", "t-lifted");
    if (over && over !== head && !over.matches(".c-name")) order(head, over);
  }
  sizing = moving = undefined;
});

const order = (head, over) => {
  const names = heads(table(head)).map(each => each.dataset.column);
  const to = names.indexOf(over.dataset.column);
  names.splice(names.indexOf(head.dataset.column), 1);
  names.splice(to, 0, head.dataset.column);
  go(table(head), "columns", names.join(","));
};

document.addEventListener("dragstart", event => { if (event.target.closest?.("thead th[data-column], [data-card]")) event.preventDefault(); });

document.addEventListener("keydown", event => {
  const grip = event.target.closest?.("[data-grip]");
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!grip || !way) return;
  event.preventDefault();
  const head = grip.closest("th");
  head.dataset.sized = "";
  set(head, Number(colOf(head).width) + STEP * (document.dir === "rtl" ? -way : way));
  clearTimeout(waiting);
  waiting = setTimeout(() => keepWidths(table(head)), 700);
});

// In the menu of columns: up and down by button, anywhere by dragging.
document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-order-by]");
  if (button) {
    const item = button.closest("[data-orders-item]");
    if (button.dataset.orderBy === "1") item.nextElementSibling?.after(item);
    else item.previousElementSibling?.before(item);
    button.focus();
  }
  const fold = event.target.closest?.("[data-fold]");
  if (fold) {
    const isOpen = fold.getAttribute("aria-expanded") !== "true";
    fold.setAttribute("aria-expanded", String(isOpen));
    fold.closest("[data-group]").classList.toggle("t-folded", !isOpen);
  }
});

// What is cut off is said in full where it is pointed at.
document.addEventListener("pointerover", event => {
  const cell = event.target.closest?.(".t-list-set :is(td, th)");
  if (cell && !cell.title && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent.trim();
});

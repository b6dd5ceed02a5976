// Keys of the whole page. Single letters are silent while somebody types, in dialogs, and when switched off.
import { isTyping } from "./page.js";
import { open } from "./dialog.js";
import { create } from "./create.js";
import { editHere } from "./edit_in_place.js";
import { editCell } from "./list_cells.js";
import { moveRow, selectRow } from "./list.js";
import { undoNewest } from "./toast.js";
import { pressKey } from "./one_key.js";

const GO_WAITS_FOR = 1500;
let going = 0;

const dialog = id => document.getElementById(id);

const LETTERS = {
  "/": () => open(dialog("palette")),
  "?": () => open(dialog("keys")),
  c: () => create(),
  e: () => editCell() || editHere(),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  x: () => selectRow(false),
  X: () => selectRow(true),
  u: () => undoNewest(),
  g: () => { going = performance.now() + GO_WAITS_FOR; return true; },
};

const goTo = key => {
  const target = [...document.querySelectorAll("[data-go]")].find(each => each.dataset.go === key);
  target?.click();
  return Boolean(target);
};

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    if (open(dialog("palette"))) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
  const isGoing = performance.now() < going;
  going = 0;
  const act = isGoing ? () => goTo(event.key) : LETTERS[event.key] ?? (() => pressKey(event.key));
  if (act?.()) event.preventDefault();
});

// A toast leaves after eight seconds, not while it is pointed at or focused; `u` presses the newest Undo.
import { all } from "./page.js";

const STAYS_FOR = 8000;
const place = () => document.getElementById("toasts");

export const toast = text => {
  const template = document.getElementById("toast-template");
  if (!template || !text) return;
  const made = template.content.firstElementChild.cloneNode(true);
  made.querySelector("p").textContent = text;
  place().append(made);
};

export const undoNewest = () => {
  const button = all("[data-toast] [data-undo]").at(-1);
  button?.click();
  return Boolean(button);
};

const leave = element => {
  if (element.contains(document.activeElement)) document.getElementById("main")?.focus({ preventScroll: true });
  element.remove();
};

const wait = element => {
  let left = STAYS_FOR;
  let since;
  let timer;
  const go = () => { since = performance.now(); timer = setTimeout(() => leave(element), left); };
  const stop = () => { clearTimeout(timer); left = Math.max(1000, left - (performance.now() - since)); };
  const resume = () => { if (!element.matches(":hover, :focus-within")) { clearTimeout(timer); go(); } };
  for (const name of ["pointerenter", "focusin"]) element.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) element.addEventListener(name, () => setTimeout(resume));
  go();
};

// What lies outside a modal dialog cannot be reached, so toasts go where the person is.
const follow = () => {
  const host = all("dialog[open]").filter(each => each.matches(":modal")).at(-1) ?? document.body;
  if (place() && place().parentElement !== host) host.append(place());
};

const watch = region => {
  if (!region) return;
  for (const each of region.children) wait(each);
  new MutationObserver(changes => {
    follow();
    for (const added of changes.flatMap(change => [...change.addedNodes])) {
      if (!(added instanceof HTMLElement)) continue;
      window.htmx?.process(added);
      wait(added);
    }
  }).observe(region, { childList: true });
};
watch(place());

document.addEventListener("close", event => { if (event.target.contains(place())) document.body.append(place()); }, true);
document.addEventListener("click", event => {
  const pressed = event.target.closest("[data-toast-close]");
  if (pressed) leave(pressed.closest("[data-toast]"));
});
// Undone or refused: either way this offer is over.
document.addEventListener("htmx:after:swap", ({ target }) => {
  if (target.matches?.("[data-undo]")) target.closest("[data-toast]")?.remove();
});

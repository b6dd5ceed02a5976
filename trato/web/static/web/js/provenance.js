// [data-popped] is a popover put beside its opener by htmx: Esc, its close link or a press outside takes it away again.
import { all } from "./page.js";

const close = (popped, { focus = true } = {}) => {
  const opener = popped.closest("[data-field]")?.querySelector(`[aria-controls="${popped.parentElement.id}"]`);
  popped.remove();
  if (focus) opener?.focus({ preventScroll: true });
};

document.addEventListener("click", event => {
  const pressed = event.target.closest("[data-unpop]");
  if (!pressed) return;
  event.preventDefault();
  close(pressed.closest("[data-popped]"));
});

document.addEventListener("pointerdown", event => {
  for (const popped of all("[data-popped]")) if (!popped.contains(event.target)) close(popped, { focus: false });
});

// Before the editor's own Esc, which would take what was typed away as well.
document.addEventListener("keydown", event => {
  const popped = event.key === "Escape" && document.querySelector("[data-popped]");
  if (!popped) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  close(popped);
}, true);

document.addEventListener("htmx:after:swap", () => {
  const popped = document.querySelector("[data-popped]");
  if (popped && !popped.contains(document.activeElement)) popped.focus({ preventScroll: true });
});

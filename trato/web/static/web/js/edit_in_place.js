// [data-edit] is a value whose press loads its editor by htmx; inside [data-editor] Enter saves and Esc puts back.
import { all, isShown } from "./page.js";

const FIRST_CONTROL = "input:not([type=hidden]), textarea, select";
let opened;

export const editHere = () => {
  const within = document.activeElement?.closest("[data-field], [data-row]") ?? document.getElementById("main");
  const value = within && all("[data-edit]", within).find(isShown);
  value?.click();
  return Boolean(value);
};

document.addEventListener("keydown", event => {
  const editor = event.target.closest?.("[data-editor]");
  if (!editor || event.isComposing) return;
  const saves = event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target.matches("input:not([type=checkbox], [type=radio]), select"));
  if (saves) {
    event.preventDefault();
    (editor.matches("form") ? editor : editor.querySelector("form"))?.requestSubmit();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    editor.querySelector("[data-cancel]")?.click();
  }
});

// What calls itself a button, and is a link for whoever has no script, answers to Space as buttons do.
document.addEventListener("keydown", event => {
  if (event.key !== " " || event.defaultPrevented || !event.target.matches?.("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});

// Ctrl Enter saves or sends any form, as the hint on its button says.
document.addEventListener("keydown", event => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  const form = event.target.closest?.("form");
  if (form) { event.preventDefault(); form.requestSubmit(); }
});

document.addEventListener("htmx:before:request", ({ target }) => {
  const field = target.closest?.("[data-field]");
  if (field && !target.matches("[data-suggests]")) opened = field.dataset.field;
});

// After a swap the editor's control has the focus, or the value that was saved.
document.addEventListener("htmx:after:swap", () => {
  const field = opened && all("[data-field]").find(each => each.dataset.field === opened);
  opened = undefined;
  if (!field || field.contains(document.activeElement?.closest("[data-popped]"))) return;
  const control = field.querySelector(`[data-editor] :is(${FIRST_CONTROL})`);
  if (control) {
    control.focus();
    if (control.matches("input:not([type=checkbox], [type=radio])") && !control.matches("[aria-invalid=true]")) control.select?.();
  } else field.querySelector("[data-edit]")?.focus({ preventScroll: true });
});

// `c`: the kinds a person may create; [data-creates=KIND] goes straight to that kind's form.
import { all } from "./page.js";
import { open } from "./dialog.js";

const dialog = document.getElementById("create");
const menu = dialog?.querySelector("[data-create-menu]");
const form = document.getElementById("create-form");

// An address with something filled in already is asked as it stands; else the kind's own button is pressed.
const choose = (kind, address) => {
  const button = all("[data-create-kind]", dialog).find(each => each.dataset.createKind === kind);
  if (!button) return false;
  menu.hidden = true;
  if (address) window.htmx.ajax("GET", address, { target: form, swap: "innerHTML" });
  else button.click();
  return true;
};

// A page about one kind says so on its <main>: `c` there needs no choice.
export const create = (kind = document.querySelector("main [data-creates-here]")?.dataset.createsHere, opener) => {
  if (!dialog) return false;
  menu.hidden = false;
  form.replaceChildren();
  open(dialog, opener);
  if (!kind && menu.childElementCount === 1) kind = menu.firstElementChild.dataset.createKind;
  if (kind) choose(kind, opener?.search ? opener.href : "");
  return true;
};

if (dialog) {
  dialog.addEventListener("trato:opened", () => { menu.hidden = false; form.replaceChildren(); });
  dialog.addEventListener("htmx:after:swap", () => {
    if (!form.childElementCount) return;
    menu.hidden = true;
    if (!form.contains(document.activeElement)) form.querySelector("[autofocus], input:not([type=hidden]), select, textarea")?.focus();
  });
  document.addEventListener("click", event => {
    const asked = event.target.closest("[data-creates]");
    if (asked && !event.ctrlKey && !event.metaKey && create(asked.dataset.creates, asked)) event.preventDefault();
  });
}

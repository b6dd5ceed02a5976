// Ctrl K: the input keeps the focus, the arrows move over the options, Enter opens, Ctrl Enter opens aside.
import { all, fold, isShown } from "./page.js";

const dialog = document.getElementById("palette");
const input = document.getElementById("palette-input");
const none = document.getElementById("palette-none");
const options = () => all("[role=option]", dialog).filter(isShown);

const mark = option => {
  for (const each of all("[aria-selected=true]", dialog)) each.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) {
    option.id ||= `palette-option-${crypto.randomUUID()}`;
    input.setAttribute("aria-activedescendant", option.id);
  } else input.removeAttribute("aria-activedescendant");
};

const marked = () => dialog.querySelector("[aria-selected=true]");

// Between a key and the answer to it nobody knows yet whether there is something.
let asked;
let answered;
const isAnswered = () => !input.hasAttribute("hx-get") || !input.value.trim() || answered === input.value;

const refresh = () => {
  const wanted = fold(input.value.trim());
  for (const each of all("#palette-do [role=option]", dialog)) each.hidden = !fold(each.textContent).includes(wanted);
  const shown = options();
  const isNone = !shown.length && isAnswered();
  none.textContent = isNone ? none.dataset.text : "";
  none.hidden = !isNone;
  if (!shown.includes(marked())) mark(shown[0]);
};

const move = by => {
  const shown = options();
  if (shown.length) mark(shown.at((shown.indexOf(marked()) + by) % shown.length));
};

const follow = (option, aside) => {
  if (!option) return;
  const to = option.getAttribute("href") ?? option.dataset.href;
  if (option.dataset.creates) {
    dialog.close();
    option.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  } else if (aside) window.open(to, "_blank", "noopener");
  else if (to) location.assign(to);
};

const onKey = event => {
  if (event.isComposing) return;
  const steps = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => follow(marked(), event.ctrlKey || event.metaKey) };
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  step();
};

if (dialog && input) {
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", refresh);
  dialog.addEventListener("trato:opened", () => { input.select(); refresh(); });
  input.addEventListener("htmx:before:request", () => { asked = input.value; });
  dialog.addEventListener("htmx:after:swap", () => { answered = asked; mark(undefined); refresh(); });
  dialog.addEventListener("click", event => { if (event.target.closest("[role=option][data-creates]")) dialog.close(); });
}

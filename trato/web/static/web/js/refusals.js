// A refusal of the business names its field (event `refused` of the answer): it is said there, and nothing typed is lost.
import { toast } from "./toast.js";

let count = 0;

const clear = control => {
  if (control.dataset.refusal === undefined) return;
  document.getElementById(control.dataset.refusal)?.remove();
  control.removeAttribute("aria-invalid");
  control.removeAttribute("aria-describedby");
  delete control.dataset.refusal;
};

const say = (control, text) => {
  clear(control);
  const line = document.createElement("p");
  line.className = "t-error";
  line.id = `refusal-${++count}`;
  line.textContent = text;
  control.dataset.refusal = line.id;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", line.id);
  control.after(line);
};

document.addEventListener("refused", event => {
  const { message = "", fields = {} } = event.detail ?? {};
  const form = event.target.closest?.("form");
  const named = Object.entries(fields).map(([name, text]) => [form?.elements.namedItem(name), text]);
  const found = named.filter(([control]) => control instanceof HTMLElement && control.type !== "hidden");
  for (const [control, text] of found) say(control, text);
  if (found.length) found[0][0].focus();
  else toast(message);
});

document.addEventListener("input", event => clear(event.target));

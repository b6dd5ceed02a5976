// Theme and single-letter keys: shown at once, then told to the server.
import { csrfToken } from "./page.js";

const root = document.documentElement;
const form = () => document.querySelector("#me-menu form:has([data-theme-choice])");

const tell = (name, value) => {
  const to = form()?.action;
  if (!to) return;
  fetch(to, {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
    body: new URLSearchParams({ [name]: value }),
  }).catch(() => { /* this browser remembers; the server hears it the next time */ });
};

const choose = theme => {
  root.dispatchEvent(new CustomEvent("trato:theme", { detail: theme }));
  for (const each of document.querySelectorAll("[data-theme-choice]")) each.setAttribute("aria-pressed", String(each.dataset.themeChoice === theme));
  tell("theme", theme);
};

document.addEventListener("click", event => {
  if (event.target.closest("[data-theme-toggle]")) choose(root.dataset.bsTheme === "dark" ? "light" : "dark");
  const chosen = event.target.closest("[data-theme-choice]");
  if (chosen) {
    event.preventDefault();
    choose(chosen.dataset.themeChoice);
  }
});

const box = () => document.querySelector("[data-single-keys]");
const reflect = () => { if (box()) box().checked = root.dataset.keys !== "off"; };
reflect();

document.addEventListener("change", event => {
  if (!event.target.matches("[data-single-keys]")) return;
  root.dataset.keys = event.target.checked ? "on" : "off";
  tell("single_keys", event.target.checked ? "true" : "false");
});

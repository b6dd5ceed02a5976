// [data-drop] is a file input with room around it: it shows the name of what was chosen, and where a file would land.
import { all } from "./page.js";

const say = drop => {
  const files = [...drop.querySelector("input[type=file]").files];
  const words = drop.querySelector("[data-file-name]");
  words.dataset.empty ??= words.textContent;
  words.textContent = files.map(file => file.name).join(", ") || words.dataset.empty;
  drop.toggleAttribute("data-chosen", files.length > 0);
  drop.removeAttribute("data-over");
};

document.addEventListener("change", event => {
  const drop = event.target.closest("[data-drop]");
  if (drop) say(drop);
});
document.addEventListener("dragenter", event => event.target.closest?.("[data-drop]")?.setAttribute("data-over", ""));
for (const name of ["dragleave", "drop"]) {
  document.addEventListener(name, event => event.target.closest?.("[data-drop]")?.removeAttribute("data-over"));
}
// A page come back to still holds its file.
addEventListener("pageshow", () => all("[data-drop]").forEach(say));

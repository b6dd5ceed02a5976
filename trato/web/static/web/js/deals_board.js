// What a stage asks for opens by itself; who closes it unanswered sees the board as it is.
import { open } from "./dialog.js";

const again = () => {
  const here = document.getElementById("deals-board");
  if (here) window.htmx.ajax("GET", here.dataset.boardAddress, { target: "#deals-board", select: "#deals-board", swap: "outerHTML" });
};

document.addEventListener("htmx:after:swap", () => {
  const asking = document.querySelector("dialog[data-opens-itself]:not([open])");
  if (asking && !asking.dataset.wasOpen) {
    asking.dataset.wasOpen = "yes";
    open(asking);
  }
});

document.addEventListener("close", ({ target }) => {
  if (!target.matches?.("[data-puts-back]")) return;
  target.remove();
  again();
}, true);

document.addEventListener("board-again", again);

// What a stage asks for opens by itself; who closes it unanswered sees the board as it is.
import { open } from "./dialog.js";

const again = () => {
  const here = document.getElementById("deals-board");
  if (here) window.htmx.ajax("GET", here.dataset.boardAddress, { target: "#deals-board", select: "#deals-board", swap: "outerHTML" });
};

// The card that a stage asks about: it has the focus again when the question is answered or put away.
let asked;

document.addEventListener("htmx:after:swap", () => {
  const asking = document.querySelector("dialog[data-opens-itself]");
  if (asking && !asking.open && !asking.dataset.wasOpen) {
    asking.dataset.wasOpen = "yes";
    asked = asking.querySelector("[name=deal]")?.value;
    open(asking);
  } else if (!asking && asked) {
    document.querySelector(`#card-${CSS.escape(asked)} [data-row-link]`)?.focus();
    asked = undefined;
  }
});

document.addEventListener("close", ({ target }) => {
  if (!target.matches?.("[data-puts-back]")) return;
  target.remove();
  again();
}, true);

document.addEventListener("board-again", again);

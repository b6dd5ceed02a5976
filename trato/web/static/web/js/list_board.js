// A board: cards are dragged by mouse, by touch after a moment, lifted by Space and moved by arrows, or sent by a menu.
import { all } from "./page.js";

const FAR = 6;
const TOUCH_FAR = 12;
const TOUCH_WAITS = 300;
let drag;
let lifted;
let chosen;

const board = () => document.querySelector("[data-board]");
const laneOf = element => element?.closest?.("[data-lane]");
const lanes = () => all("[data-lane]");
const nameOf = card => card.querySelector("[data-row-link] span:last-child")?.textContent.trim() ?? "";

const say = (words, card, lane) => {
  const place = document.querySelector("[data-board-says]");
  const text = board()?.dataset[words]?.replace("%(name)s", nameOf(card)).replace("%(lane)s", lane?.dataset.label ?? "");
  if (place && text) place.textContent = text;
};

const mark = lane => { for (const each of lanes()) each.classList.toggle("t-col-target", each === lane); };

const count = (lane, by) => {
  const place = lane?.querySelector("[data-count]");
  if (!place) return;
  const before = Number(place.dataset.count);
  place.dataset.count = String(before + by);
  if (!place.textContent.endsWith("+")) place.textContent = (before + by).toLocaleString(document.documentElement.lang);
};

// At once on the screen, then told to the server; a refusal fetches the board as it is.
const drop = (card, from, to) => {
  if (!to || to === from) return;
  to.querySelector("[data-cards]").prepend(card);
  count(from, -1);
  count(to, 1);
  say("wordsDropped", card, to);
  const { movesTo, mine } = board().dataset;
  if (movesTo) {
    const values = { deal: card.id.replace("card-", ""), stage: to.dataset.lane, seen_version: card.dataset.version, mine };
    window.htmx.ajax("POST", movesTo, { values, target: "#board-gate", swap: "innerHTML" });
    return;
  }
  const address = card.querySelector("[data-row-link]").getAttribute("href").split("?")[0];
  const values = { value: to.dataset.lane, seen_version: card.dataset.version };
  window.htmx.ajax("POST", `${address}cells/${board().dataset.board}/move/`, { values, swap: "none" });
};

document.addEventListener("moved", ({ detail }) => {
  const card = document.getElementById(`card-${detail?.id}`);
  if (card) card.dataset.version = detail.version;
});

const lift = () => {
  drag.isOn = true;
  drag.card.classList.add("t-lifted", "t-flying");
};

const stop = () => {
  if (!drag) return;
  clearTimeout(drag.timer);
  drag.card.classList.remove("t-lifted", "t-flying");
  if (drag.card.hasAttribute("style")) drag.card.removeAttribute("style"); // unasked, Chromium leaves style="" behind, which htmx copies and the policy stops
  mark();
  drag = undefined;
};

document.addEventListener("pointerdown", event => {
  const card = event.target.closest?.("[data-moves]");
  if (!card || event.button || event.target.closest("button")) return;
  drag = { card, x: event.clientX, y: event.clientY, id: event.pointerId, isTouch: event.pointerType !== "mouse", from: laneOf(card) };
  if (drag.isTouch) drag.timer = setTimeout(lift, TOUCH_WAITS);
});

document.addEventListener("pointermove", event => {
  if (!drag || event.pointerId !== drag.id) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.isOn) {
    const far = Math.hypot(dx, dy);
    if (drag.isTouch) { if (far > TOUCH_FAR) stop(); return; }
    if (far < FAR) return;
    lift();
  }
  drag.card.style.translate = `${dx}px ${dy}px`;
  drag.over = laneOf(document.elementFromPoint(event.clientX, event.clientY));
  mark(drag.over);
});

const stillClick = event => { event.preventDefault(); event.stopPropagation(); };

document.addEventListener("pointerup", event => {
  if (!drag || event.pointerId !== drag.id) return;
  const { card, from, over, isOn } = drag;
  stop();
  if (!isOn) return;
  addEventListener("click", stillClick, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", stillClick, { capture: true }));
  drop(card, from, over);
});

document.addEventListener("pointercancel", stop);
document.addEventListener("touchmove", event => { if (drag?.isOn) event.preventDefault(); }, { passive: false });
document.addEventListener("contextmenu", event => { if (drag?.isTouch && drag.isOn) event.preventDefault(); });

const focus = card => { card.querySelector("[data-row-link]")?.focus(); card.scrollIntoView({ block: "nearest", inline: "nearest" }); };

const put = (card, lane, before = null) => {
  if (before?.parentElement === lane.querySelector("[data-cards]")) before.before(card);
  else lane.querySelector("[data-cards]").prepend(card);
  focus(card);
};

const keysOfLifted = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
};

document.addEventListener("keydown", event => {
  const card = event.target.closest?.("[data-moves]");
  if (!card || event.target.closest("button") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!lifted) {
    if (event.key !== " ") return;
    event.preventDefault();
    lifted = { card, from: laneOf(card), next: card.nextElementSibling };
    card.classList.add("t-lifted");
    say("wordsLifted", card);
    return;
  }
  const way = keysOfLifted[event.key]?.();
  if (way) {
    event.preventDefault();
    const all = lanes();
    const to = all[all.indexOf(laneOf(card)) + (document.dir === "rtl" ? -way : way)];
    if (to) { put(card, to); mark(to); say("wordsOver", card, to); }
  } else if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    const { from } = lifted;
    settle();
    drop(card, from, laneOf(card));
    focus(card);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    const { from, next } = lifted;
    settle();
    put(card, from, next);
    say("wordsBack", card);
  }
});

const settle = () => { lifted?.card.classList.remove("t-lifted"); mark(); lifted = undefined; };

document.addEventListener("click", event => {
  const button = event.target.closest?.("[data-move-menu]");
  if (button) {
    chosen = button.closest("[data-card]");
    const menu = document.getElementById("move-menu");
    for (const each of all("[data-move-to]", menu)) each.disabled = each.dataset.moveTo === laneOf(chosen).dataset.lane;
    menu.showPopover({ source: button });
    menu.querySelector("[data-move-to]:enabled")?.focus();
  }
  const to = event.target.closest?.("[data-move-to]");
  if (to && chosen) {
    document.getElementById("move-menu").hidePopover();
    drop(chosen, laneOf(chosen), lanes().find(lane => lane.dataset.lane === to.dataset.moveTo));
    focus(chosen);
    chosen = undefined;
  }
});

// Days of a calendar: arrows go from day to day and week to week, Page Up and Page Down to others.
document.addEventListener("keydown", event => {
  const here = event.target.closest?.("[data-calendar]");
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "PageUp" || event.key === "PageDown") {
    event.preventDefault();
    document.querySelector(event.key === "PageUp" ? "[data-earlier]" : "[data-later]")?.click();
    return;
  }
  const way = { ArrowLeft: document.dir === "rtl" ? 1 : -1, ArrowRight: document.dir === "rtl" ? -1 : 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
  const days = all("[data-day]", here);
  const at = days.findIndex(day => day.closest("li").contains(event.target));
  if (!way) return;
  const next = at < 0 ? days[0] : days[at + way];
  if (next) { event.preventDefault(); next.focus(); }
});

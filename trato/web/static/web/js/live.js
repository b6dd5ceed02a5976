// Elements marked data-live="contact:…" hear when that record changes: they get a "live" event and fetch through their
// own door. The stream carries names only. All tabs share one, held by a worker; where there is no worker each tab has
// its own. Where nothing connects, everything looks again every 15 seconds.
import { line } from "./live_line.js";

const LOOK_AGAIN = 15_000;
let heard = "";
let polling;

const said = name => document.querySelector(`meta[name=${name}]`)?.content;
const marked = () => [...document.querySelectorAll("[data-live]")];
const topics = () => [...new Set(marked().flatMap(element => element.dataset.live.split(" ")))].sort();
const tell = names => marked()
  .filter(element => element.dataset.live.split(" ").some(name => names.includes(name)))
  .forEach(element => element.dispatchEvent(new CustomEvent("live")));

function turned(isHeard) {
  const stream = isHeard ? "open" : "down";
  if (document.documentElement.dataset.stream === stream) return;
  document.documentElement.dataset.stream = stream;
  clearInterval(polling);
  polling = isHeard ? undefined : setInterval(() => document.hidden || tell(topics()), LOOK_AGAIN);
}

function alone() {
  let wanted = [];
  const mine = line({ wanted: () => wanted, tell, turned: () => turned(mine.hears(wanted)) });
  return asked => {
    wanted = asked.topics;
    mine.renew(asked.door);
  };
}

function shared() {
  const worker = new SharedWorker(said("live-worker"), { type: "module", name: "live" });
  worker.onerror = () => {
    ask = alone();
    listen();
  };
  worker.port.onmessage = ({ data }) => {
    if ("isHeard" in data) turned(data.isHeard);
    if (data.heard) tell(data.heard);
  };
  return asked => worker.port.postMessage(asked);
}

let ask;

function listen() {
  const wanted = topics();
  const door = said("live");
  heard = wanted.join(" ");
  if (!door || (!wanted.length && !ask)) return;
  ask ??= window.SharedWorker ? shared() : alone();
  ask({ door, topics: wanted });
}

document.addEventListener("DOMContentLoaded", listen);
document.addEventListener("htmx:after:swap", () => { if (topics().join(" ") !== heard) listen(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) listen(); });
addEventListener("pagehide", () => ask?.({ door: said("live"), topics: [] }));
addEventListener("pageshow", event => { if (event.persisted) listen(); });
if (document.readyState !== "loading") listen();

// Elements marked data-live="contact:…" hear when that record changes: they get a "live" event and fetch through their
// own door. The stream carries names only. Where it cannot connect, everything looks again every 15 seconds.
const PAUSE = 3_000;
const LOOK_AGAIN = 15_000;
let stream;
let heard = "";
let polling;

const marked = () => [...document.querySelectorAll("[data-live]")];
const topics = () => [...new Set(marked().flatMap(element => element.dataset.live.split(" ")))].sort();
const tell = names => marked()
  .filter(element => element.dataset.live.split(" ").some(name => names.includes(name)))
  .forEach(element => element.dispatchEvent(new CustomEvent("live")));

function poll(on) {
  clearInterval(polling);
  polling = on ? setInterval(() => document.hidden || tell(topics()), LOOK_AGAIN) : undefined;
}

async function listen() {
  const wanted = topics();
  const door = document.querySelector("meta[name=live]")?.content;
  heard = wanted.join(" ");
  stream?.close();
  if (!door || !wanted.length) return;
  try {
    const answer = await fetch(`${door}?${wanted.map(name => `topic=${encodeURIComponent(name)}`).join("&")}`);
    if (!answer.ok) throw new Error(answer.statusText);
    const { address, ticket } = await answer.json();
    stream = new EventSource(`${address}?ticket=${encodeURIComponent(ticket)}`);
  } catch {
    poll(true);
    setTimeout(listen, LOOK_AGAIN);
    return;
  }
  const current = stream;
  current.onopen = () => poll(false);
  current.onmessage = ({ data }) => tell(JSON.parse(data));
  // A ticket is for one connection: never let the browser repeat it by itself.
  current.onerror = () => {
    current.close();
    if (current !== stream) return;
    poll(true);
    setTimeout(listen, PAUSE);
  };
}

document.addEventListener("DOMContentLoaded", listen);
document.addEventListener("htmx:after:swap", () => { if (topics().join(" ") !== heard) listen(); });
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", event => { if (event.persisted) listen(); });
if (document.readyState !== "loading") listen();

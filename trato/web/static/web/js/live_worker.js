// One stream for all tabs of a browser: a server counts streams, and a browser opens but six connections to a server.
// A page says what it wants to hear and is told of that alone; whoever looked last comes first.
import { line } from "./live_line.js";

const pages = new Map();
const told = new Map();

const stream = line({
  wanted: () => [...pages.values()].reverse().flat(),
  tell: names => pages.forEach((topics, port) => {
    const heard = topics.filter(topic => names.includes(topic));
    if (heard.length) port.postMessage({ heard });
  }),
  turned: () => pages.forEach((topics, port) => {
    const isHeard = stream.hears(topics);
    if (told.get(port) === isHeard) return;
    told.set(port, isHeard);
    port.postMessage({ isHeard });
  }),
});

addEventListener("connect", ({ ports: [port] }) => {
  port.onmessage = ({ data: { door, topics } }) => {
    pages.delete(port);
    if (topics.length) pages.set(port, topics);
    else told.delete(port);
    stream.renew(door);
  };
});
addEventListener("online", () => stream.renew());

// News of a list: rows on the screen are read again where they stand, those further away when one comes to them; what
// came in is announced and waits to be asked for, so that nothing jumps. An open editor is left alone.
import { all } from "./page.js";
import { again } from "./list_scroll.js";

const NEAR = 600;
const MOST = 60;
const PAUSE = 1_000;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const stale = new Set();
let waiting;
let asking = false;
let wanted = false;

const place = () => document.getElementById("list-live");
const rows = () => all("#list tr[data-row]");
const idOf = row => row.querySelector("[data-row-link]")?.getAttribute("href").split("?")[0].split("/").at(-2);
const isNear = row => {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > -NEAR && top < innerHeight + NEAR;
};

const renewCell = (cell, fresh) => {
  if (cell.matches(".c-check") || cell.querySelector("[data-cell-editor]") || cell.innerHTML === fresh.innerHTML) return;
  const isChanged = cell.textContent !== fresh.textContent;
  const hadFocus = cell !== document.activeElement && cell.contains(document.activeElement);
  cell.replaceChildren(...fresh.childNodes);
  if (hadFocus) (cell.querySelector("a, button") ?? cell).focus();
  if (isChanged && !calm.matches) cell.animate([{ background: "var(--t-accent-soft)" }, {}], { duration: 1_500 });
};

const renewRow = (row, fresh) => {
  row.toggleAttribute("data-left", !fresh);
  if (!fresh || row.cells.length !== fresh.cells.length) return;
  [...fresh.cells].forEach((cell, number) => renewCell(row.cells[number], cell));
};

const read = async address => {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const announce = content => {
  const said = place();
  if (!said) return;
  said.querySelector("[data-list-again]")?.remove();
  if (content) said.append(content);
};

const renewTable = async near => {
  const { news } = place().dataset;
  const since = new URL(news, location.href).searchParams.get("since");
  const seen = rows().map(idOf).filter(id => id > since);
  const asked = [...near.map(row => ["id", idOf(row)]), ...seen.map(id => ["seen", id])];
  const page = await read(`${news}&${new URLSearchParams(asked)}`);
  if (place()?.dataset.news !== news) return;
  const fresh = new Map(all("tr[data-row]", page).map(row => [idOf(row), row]));
  near.filter(row => row.isConnected).forEach(row => renewRow(row, fresh.get(idOf(row))));
  announce(page.querySelector("[data-arrived] button"));
};

// A board or calendar has no rows to renew one by one: it only says that it is another now.
const renewPicture = async () => {
  const was = document.querySelector("#list [data-board], #list [data-calendar]");
  const page = await read(location.href);
  const now = page.querySelector("[data-board], [data-calendar]");
  const plain = element => element?.textContent.replace(/\s+/g, "");
  if (was?.isConnected && plain(was) !== plain(now)) announce(place().querySelector("template").content.cloneNode(true));
};

const renew = async () => {
  if (asking || document.hidden || !place()) return;
  const isPicture = document.querySelector("#list [data-board], #list [data-calendar]");
  const near = isPicture ? [] : rows().filter(row => stale.has(row) && isNear(row)).slice(0, MOST);
  if (!wanted && !near.length) return;
  asking = true;
  wanted = false;
  near.forEach(row => stale.delete(row));
  try {
    await (isPicture ? renewPicture() : renewTable(near));
  } catch {
    near.forEach(row => stale.add(row));
  }
  asking = false;
  if (wanted || near.length === MOST) soon();
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(renew, PAUSE / 4);
};

document.addEventListener("live", event => {
  if (event.target.id !== "list-live") return;
  rows().forEach(row => stale.add(row));
  wanted = true;
  soon();
}, true);
document.addEventListener("scroll", () => { if (stale.size) soon(); }, { capture: true, passive: true });
document.addEventListener("visibilitychange", soon);
document.addEventListener("click", event => {
  if (!event.target.closest?.("[data-list-again]")) return;
  stale.clear();
  again().then(() => { document.querySelector("[data-list-scroll]")?.scrollTo({ top: 0 }); });
});

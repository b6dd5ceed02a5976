// Back to a list: as many rows as there were, and the place where one was. The address alone gives its beginning.
const KEY = "trato:list-place";
const MOST_PAGES = 40;

const scroller = () => document.querySelector("[data-list-scroll]");
const rows = () => document.querySelectorAll("#list tr[data-row]").length;

const place = () => ({ address: location.pathname + location.search, rows: rows(), top: scroller()?.scrollTop ?? 0 });

const remember = () => {
  if (!scroller()) return;
  try { sessionStorage.setItem(KEY, JSON.stringify(place())); } catch { /* private windows may have no room */ }
};

const remembered = () => {
  try { return JSON.parse(sessionStorage.getItem(KEY) ?? "null"); } catch { return null; }
};

const nextPage = () => new Promise(resolve => {
  const end = document.getElementById("list-end");
  if (!end) { resolve(false); return; }
  const from = end.getAttribute("hx-get");
  window.htmx.ajax("GET", from, { target: end, swap: "outerHTML" }).then(() => resolve(true), () => resolve(false));
});

export const goBackTo = async wanted => {
  for (let page = 0; page < MOST_PAGES && rows() < wanted.rows; page += 1) if (!(await nextPage())) break;
  if (scroller()) scroller().scrollTop = wanted.top;
};

export const again = async address => {
  const was = place();
  await window.htmx.ajax("GET", address ?? location.href, { target: "#list", swap: "outerHTML" });
  await goBackTo(was);
};

addEventListener("pagehide", remember);
addEventListener("pageshow", event => {
  const [how] = performance.getEntriesByType("navigation");
  const wanted = remembered();
  if (event.persisted || !wanted || !["back_forward", "reload"].includes(how?.type)) return;
  if (wanted.address === location.pathname + location.search && wanted.top) goBackTo(wanted);
});

document.addEventListener("list-again", () => { if (document.getElementById("list")) again(); });

// How htmx behaves here: no expressions in attributes, the token on every change, focus kept, failures said aloud.
import { csrfToken } from "./page.js";
import { toast } from "./toast.js";

const words = () => document.getElementById("toast-template")?.dataset ?? {};
const refuse = () => { throw new Error("Expressions in attributes are switched off."); };

window.htmx?.registerExtension("no-expressions", { init: api => api.initSecurity(null, refuse, refuse) });

document.addEventListener("htmx:config:request", ({ detail }) => {
  const { request } = detail.ctx;
  if (request.method !== "GET") request.headers["X-CSRFToken"] = csrfToken();
});

// An answer of ours to a failure says itself where it goes (HX-Reswap); a stranger's is not put into the page.
document.addEventListener("htmx:after:request", ({ detail }) => {
  const { response, hx } = detail.ctx;
  if (response.status < 400 || response.status === 409 || response.status === 422 || hx.reswap) return;
  hx.reswap = "none";
  toast(words().failed);
});

document.addEventListener("htmx:error", ({ detail }) => {
  const { ctx, error } = detail;
  if (!ctx) return;
  toast(ctx.request?.signal?.reason === "timeout" || error?.name === "AbortError" ? words().slow : words().offline);
});

// Focus never falls to the top of the page: where the focused element went, its successor takes it.
let before;
document.addEventListener("htmx:before:swap", ({ detail }) => {
  const active = document.activeElement;
  const targets = (detail.tasks ?? []).map(task => task.target).filter(target => target instanceof Element);
  const lost = active && targets.find(target => target.contains(active));
  before = lost ? { id: lost.id, parent: lost.parentElement, place: [...(lost.parentElement?.children ?? [])].indexOf(lost) } : undefined;
});

document.addEventListener("htmx:after:swap", () => {
  if (!before || (document.activeElement && document.activeElement !== document.body)) return;
  const scope = (before.id && document.getElementById(before.id)) || before.parent?.children[before.place] || before.parent;
  const next = scope?.querySelector("[autofocus], input:not([type=hidden]), textarea, select, [data-edit], a, button") ?? scope;
  if (next instanceof HTMLElement && next.isConnected) next.focus({ preventScroll: true });
  before = undefined;
});

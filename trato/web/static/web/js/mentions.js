// After an @ in a text marked [data-mentions=ADDRESS] colleagues are offered. What is chosen stands in the text as a
// name, and its id goes with the form, so that two of one name are told apart.
const BEGUN = /(?:^|[\s(])@([^\n@]{0,40})$/;
let waiting;
let asked = 0;

const listOf = text => text.parentElement.querySelector(".t-mentions");
const options = list => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

function listFor(text) {
  const held = listOf(text);
  if (held) return held;
  const list = document.createElement("ul");
  list.className = "t-mentions";
  list.id = `mentions-of-${text.id || "note"}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", text.getAttribute("aria-label") || "");
  text.after(list);
  text.setAttribute("aria-autocomplete", "list");
  return list;
}

function close(text) {
  clearTimeout(waiting);
  asked += 1;
  listOf(text)?.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) text.removeAttribute(name);
}

function point(text, option) {
  const list = listOf(text);
  for (const each of list.querySelectorAll("[role=option]")) each.setAttribute("aria-selected", String(each === option));
  if (option) text.setAttribute("aria-activedescendant", option.id);
  option?.scrollIntoView({ block: "nearest" });
}

async function offer(text, typed) {
  const mine = ++asked;
  const answer = await fetch(`${text.dataset.mentions}?q=${encodeURIComponent(typed)}`).catch(() => undefined);
  if (!answer?.ok || mine !== asked) return;
  const found = await answer.text();
  if (mine !== asked || !text.isConnected) return;
  if (!found.trim()) return close(text);
  const list = listFor(text);
  list.innerHTML = found;
  text.setAttribute("aria-controls", list.id);
  point(text, options(list)[0]);
}

function choose(text, option) {
  const before = text.value.slice(0, text.selectionStart).replace(/@([^\n@]{0,40})$/, `@${option.dataset.name} `);
  text.value = before + text.value.slice(text.selectionStart);
  text.setSelectionRange(before.length, before.length);
  const id = document.createElement("input");
  Object.assign(id, { type: "hidden", name: "mention", value: option.dataset.id });
  text.form.append(id);
  close(text);
  text.focus();
  text.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("input", event => {
  const text = event.target.closest?.("textarea[data-mentions]");
  if (!text) return;
  const begun = BEGUN.exec(text.value.slice(0, text.selectionStart));
  clearTimeout(waiting);
  if (!begun) return close(text);
  waiting = setTimeout(() => offer(text, begun[1]), 120);
});

document.addEventListener("keydown", event => {
  const text = event.target.closest?.("textarea[data-mentions]");
  const list = text && listOf(text);
  if (!list || event.isComposing) return;
  const found = options(list);
  const at = found.findIndex(each => each.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) point(text, found[(at + step + found.length) % found.length]);
  else if ((event.key === "Enter" || event.key === "Tab") && found[at] && !event.ctrlKey) choose(text, found[at]);
  else if (event.key === "Escape") close(text);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("pointerdown", event => {
  const option = event.target.closest(".t-mentions [role=option]");
  if (!option) return;
  event.preventDefault();
  const text = option.closest(".t-mentions").previousElementSibling;
  if (!option.hasAttribute("aria-disabled")) choose(text, option);
});

document.addEventListener("focusout", event => {
  const text = event.target.closest?.("textarea[data-mentions]");
  if (text) close(text);
});

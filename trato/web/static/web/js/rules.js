// The builder of rules: rows and groups come drawn from the server; here they are put together and read as one tree.
import { all, csrfToken, fold } from "./page.js";

const WAIT = 200;
const QUIET = ["and", "or"];
let timer, counting;

const own = (selector, within) => all(selector, within).filter(each => each.parentElement.closest("[data-rule], [data-group]") === within);
const checked = control => all("input[type=checkbox]", control).filter(box => box.checked);

const day = control => {
  const sign = control.querySelector("[data-day-how]").value;
  const days = control.querySelector("[data-days]").value;
  if (!sign) return control.querySelector("[data-day]").value;
  return days === "" ? "" : Number(days) ? `${sign}${days}` : "today";
};

const span = control => {
  const amount = control.querySelector("input").value;
  return amount && `${amount}${control.querySelector("select").value}`;
};

const values = {
  picks: control => [...new Set(checked(control).map(box => box.value))],
  find: control => [...new Set(checked(control).map(box => box.value))],
  day: control => [day(control)],
  span: control => [span(control)],
  text: control => "several" in control.dataset ? control.value.split(/\s*,\s*/) : [control.value],
};

const filledIn = row => {
  const found = {};
  for (const control of own("[data-control]", row)) {
    const given = (values[control.dataset.control] ?? (one => [one.value]))(control).filter(text => text !== "");
    found[control.dataset.name] = [...(found[control.dataset.name] ?? []), ...given];
  }
  return Object.fromEntries(Object.entries(found).filter(([, texts]) => texts.length).map(([name, texts]) => [name, texts.length > 1 ? texts : texts[0]]));
};

// Nothing where a row is only begun: it neither counts nor is sent.
const ruleOf = row => {
  const [name, ...rest] = row.dataset.key.split(":");
  if (!name) return null;
  if (name === "of") {
    const where = groupOf(row.querySelector("[data-group]"));
    return where && { of: rest.join(":"), where };
  }
  const given = filledIn(row);
  if (name === "search") return given.search ? { search: given.search } : null;
  if (name === "field" && given.value === undefined && !["empty", "filled"].includes(given.operator)) return null;
  return { [name]: rest.join(":"), ...given };
};

const groupOf = group => {
  const parts = [...group.querySelector("[data-parts]").children].map(part => part.matches("[data-group]") ? groupOf(part) : ruleOf(part)).filter(Boolean);
  if (!parts.length) return null;
  const joint = group.querySelector("[data-joint]").value;
  if (QUIET.includes(joint)) return { [joint]: parts };
  return { not: { [joint === "none" ? "or" : "and"]: parts } };
};

const write = builder => {
  const group = builder.querySelector("[data-group]");
  const text = builder.querySelector("[data-rules-text]");
  if (group) text.value = JSON.stringify(groupOf(group) ?? "") === '""' ? "" : JSON.stringify(groupOf(group));
  return text.value;
};

// A new count takes the place of one that is still on its way.
const count = async builder => {
  const told = builder.closest("form")?.querySelector("[data-rules-count]");
  const rules = write(builder);
  counting?.abort();
  if (!told || !rules) return told?.replaceChildren();
  counting = new AbortController();
  try {
    const answer = await fetch(builder.dataset.countUrl, {
      method: "POST", body: new URLSearchParams({ rules }), headers: { "X-CSRFToken": csrfToken() }, signal: counting.signal,
    });
    if (answer.ok) told.innerHTML = await answer.text();
  } catch (problem) {
    if (problem.name !== "AbortError") told.replaceChildren();
  }
};

const changed = element => {
  const builder = element.closest("[data-rules]");
  if (!builder) return;
  write(builder);
  clearTimeout(timer);
  timer = setTimeout(() => count(builder), WAIT);
};

const fetched = async (url, query = {}) => {
  const answer = await fetch(`${url}?${new URLSearchParams(query)}`);
  if (!answer.ok) return null;
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  return holder.content.firstElementChild;
};

const addTo = async (button, url) => {
  const part = await fetched(url);
  if (!part) return;
  button.closest("[data-group]").querySelector("[data-parts]").append(part);
  changed(part);
  if (part.matches("[data-rule]")) part.querySelector("[data-picker-of] summary").click();
  else part.querySelector("[data-joint]").focus();
};

const drawAgain = async (row, key, focus) => {
  const url = row.closest("[data-rules-of]").dataset.rowUrl;
  row.inert = true; // what is typed while the row is on its way would be lost
  const drawn = await fetched(url, { key, rule: JSON.stringify(filledIn(row)) });
  row.inert = false;
  if (!drawn) return;
  row.replaceWith(drawn);
  (drawn.querySelector(focus) ?? drawn.querySelector("[data-control] summary, [data-control] input, [data-control], [data-joint]") ?? drawn.querySelector("summary")).focus();
  changed(drawn);
};

const remove = part => {
  const group = part.parentElement.closest("[data-group]");
  part.remove();
  changed(group);
  group.querySelector(":scope > .t-rules-adds button").focus();
};

document.addEventListener("click", event => {
  const at = selector => event.target.closest?.(selector);
  const of = element => element.closest("[data-rules-of]").dataset;
  if (at("[data-add-rule]")) addTo(at("[data-add-rule]"), of(event.target).rowUrl);
  else if (at("[data-add-group]")) addTo(at("[data-add-group]"), of(event.target).groupUrl);
  else if (at("[data-remove-rule]")) remove(at("[data-rule]"));
  else if (at("[data-remove-group]")) remove(at("[data-group]"));
  else if (at("[data-pick]")) drawAgain(at("[data-rule]"), at("[data-pick]").dataset.pick);
});

document.addEventListener("change", event => {
  if (event.target.matches("[data-asks-again]")) {
    const row = event.target.closest("[data-rule]");
    drawAgain(row, row.dataset.key, "[data-asks-again]");
  } else if (event.target.closest("[data-rules]")) {
    const control = event.target.closest("[data-control=picks], [data-control=find]");
    if (control) {
      const chosen = control.querySelector("[data-chosen]");
      chosen.textContent = checked(control).map(box => box.closest("label").textContent.trim()).join(", ") || chosen.dataset.none;
    }
    changed(event.target);
  }
});

const search = input => {
  const wanted = fold(input.value.trim());
  const list = input.parentElement;
  for (const pick of all("[data-pick]", list)) pick.hidden = !fold(pick.textContent).includes(wanted);
  for (const heading of all("[data-picker-heading]", list)) heading.hidden = !heading.querySelector("[data-pick]:not([hidden])");
  list.querySelector("[data-picker-nothing]").hidden = Boolean(list.querySelector("[data-pick]:not([hidden])"));
};

const find = async input => {
  const typed = input.value;
  const answer = await fetch(`${input.dataset.find}?${new URLSearchParams({ typed })}`);
  if (answer.ok && input.value === typed) input.parentElement.querySelector("[data-found]").innerHTML = await answer.text();
};

document.addEventListener("input", event => {
  if (event.target.matches("[data-picker-search]")) search(event.target);
  else if (event.target.matches("[data-find]")) find(event.target);
  else if (event.target.closest("[data-rules]")) changed(event.target);
});

// What can be picked is put into a row when it is opened: there may be hundreds of fields and dozens of rows.
document.addEventListener("toggle", event => {
  const opened = event.target;
  if (!opened.matches?.("[data-rules] details") || !opened.open) return;
  if (opened.matches("[data-picker-of]") && !opened.querySelector("[data-pick]")) {
    opened.append(opened.closest("[data-rules-of]").querySelector("[data-picker]").content.cloneNode(true));
  }
  opened.querySelector("input")?.focus();
}, true);

document.addEventListener("keydown", event => {
  const details = event.target.closest?.("[data-rules] details[open]");
  if (!details) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    details.open = false;
    details.querySelector("summary").focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const items = all("[data-pick]:not([hidden]), .t-rule-list input", details).filter(each => each.checkVisibility());
  if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    if (event.target.matches("[data-picker-search]")) items[0]?.click();
  }
  if (!step || !items.length || event.target.matches("summary")) return;
  event.preventDefault();
  const next = items.indexOf(document.activeElement) + step;
  (items[next] ?? (next < 0 ? details.querySelector("input") : items[0])).focus();
}, true);

// A row that says nothing yet would be left out without a word: nothing is sent until it is finished or removed.
document.addEventListener("submit", event => {
  const builder = event.target.querySelector?.("[data-rules]");
  if (!builder) return;
  write(builder);
  const begun = all("[data-rule]", builder).find(row => !ruleOf(row));
  builder.querySelector("[data-unfinished]").hidden = !begun;
  if (!begun) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  (begun.querySelector("[data-control] summary") ?? begun.querySelector("[data-control] input, summary")).focus();
}, true);

// A builder that came with rules says at once how many fit.
const greet = () => all("[data-rules]:not([data-greeted])").forEach(builder => {
  builder.dataset.greeted = "";
  count(builder);
});
document.addEventListener("htmx:after:swap", greet);
greet();

// The tree says it all: what stands in its controls is not sent beside it.
document.addEventListener("formdata", event => {
  if (event.target.querySelector("[data-rules]")) event.formData.delete("value");
});

// The tabs over the box of a record page: one is open, arrows move between them.
const tabsOf = list => [...list.querySelectorAll("[role=tab]")];

function openTab(tab) {
  for (const each of tabsOf(tab.closest("[role=tablist]"))) {
    const isOpen = each === tab;
    each.setAttribute("aria-selected", String(isOpen));
    each.tabIndex = isOpen ? 0 : -1;
    const panel = document.getElementById(each.getAttribute("aria-controls"));
    if (panel) panel.hidden = !isOpen;
  }
}

document.addEventListener("click", event => {
  const tab = event.target.closest(".t-compose-tabs [role=tab]");
  if (!tab) return;
  openTab(tab);
  document.querySelector(`#${tab.getAttribute("aria-controls")} :is(textarea, input:not([type=hidden]))`)?.focus();
});

document.addEventListener("keydown", event => {
  const tab = event.target.closest?.(".t-compose-tabs [role=tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = tabsOf(tab.closest("[role=tablist]"));
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  openTab(next);
  if (next.hasAttribute("hx-get")) next.click();
});

// What is done to one record in one key: the button of the focused row, the act of a row's list, or that of the page.
const within = (row, key) => (row ?? document).querySelector(`[data-key="${CSS.escape(key)}"]`);

// A list says which keys its rows have and where they post to: `d=complete/`.
const ofList = (row, key) => {
  const acts = row?.closest("[data-one-key]")?.dataset.oneKey.split(" ") ?? [];
  const end = acts.map(act => act.split("=")).find(([each]) => each === key)?.[1];
  const link = row?.querySelector("[data-row-link]");
  return end && link ? new URL(link.href).pathname + end : "";
};

export const pressKey = key => {
  const row = document.activeElement?.closest("[data-row]");
  const button = within(row, key);
  if (button) { button.click(); return true; }
  const address = ofList(row, key);
  if (address) window.htmx.ajax("POST", address, { source: row, target: row, swap: "none" });
  return Boolean(address);
};

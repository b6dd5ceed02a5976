// Small questions that several parts ask.
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

export const isTyping = element =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select"));

export const isShown = element => element.checkVisibility?.() ?? element.offsetParent !== null;

const cookie = name =>
  document.cookie.split("; ").find(each => each.startsWith(`${name}=`))?.slice(name.length + 1);

// Read when needed: signing in elsewhere changes it.
export const csrfToken = () => cookie(document.querySelector("meta[name=csrf-cookie]")?.content ?? "") ?? "";

export const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

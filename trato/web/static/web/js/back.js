// [data-back] leads to the list one came from. Where the browser still has it, it goes back to it as it was left: with
// the rows that were loaded, and where one had scrolled to.
document.addEventListener("click", event => {
  const link = event.target.closest?.("a[data-back]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const history = window.navigation;
  const before = history?.entries().slice(0, history.currentEntry.index).findLast(each => each.url === link.href);
  if (!before) return;
  event.preventDefault();
  history.traverseTo(before.key);
});

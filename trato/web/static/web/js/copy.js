// [data-copies=ID] copies the value of a control. Without a clipboard (plain http) the value is selected instead.
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const control = document.getElementById(button.dataset.copies);
  control.select();
  const copied = navigator.clipboard ? await navigator.clipboard.writeText(control.value).then(() => true, () => false) : document.execCommand("copy");
  if (copied) button.textContent = button.dataset.copied;
});

// [data-opens=ID] opens a <dialog>, [data-closes] or a press outside closes it; focus goes back to where it was.
const openers = new WeakMap();

export const open = (dialog, opener = document.activeElement) => {
  if (!dialog || dialog.open) return false;
  document.querySelector(":popover-open")?.hidePopover();
  openers.set(dialog, opener);
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("trato:opened"));
  return true;
};

document.addEventListener("click", event => {
  const opener = event.target.closest("[data-opens]");
  if (opener && open(document.getElementById(opener.dataset.opens), opener)) event.preventDefault();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});

// The backdrop is the dialog itself; a press that began inside (selecting text) does not count.
let pressed;
document.addEventListener("pointerdown", event => { pressed = event.target; });
document.addEventListener("click", event => {
  if (event.target instanceof HTMLDialogElement && pressed === event.target && isOutside(event)) event.target.close();
});

const isOutside = ({ target, clientX, clientY }) => {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
};

// An answer closes the dialog it was sent from with the header HX-Trigger: close-dialog.
document.addEventListener("close-dialog", event => event.target.closest?.("dialog")?.close());

document.addEventListener("close", event => {
  const opener = openers.get(event.target);
  openers.delete(event.target);
  if (opener?.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
}, true);

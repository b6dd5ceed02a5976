// [data-upload] is a form for files. Each file is sent by itself, so that each has its own progress and its own refusal.
// Files may be chosen, dropped anywhere on the page, or pasted where nobody types.
import { csrfToken, isTyping } from "./page.js";
import { toast } from "./toast.js";

const form = () => document.querySelector("[data-upload]");
const waiting = [];
let sending = false;

const line = name => {
  const made = document.createElement("li");
  const text = document.createElement("bdi");
  const bar = document.createElement("progress");
  text.textContent = name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  made.append(text, bar);
  document.querySelector("[data-uploading]")?.append(made);
  return { made, bar };
};

// The answer is the box anew; what is still on its way moves over into it.
const show = html => {
  const old = document.getElementById("files");
  const answer = new DOMParser().parseFromString(html, "text/html");
  const fresh = answer.getElementById("files");
  if (!old || !fresh) return false;
  const lines = [...old.querySelectorAll("[data-uploading] > li")];
  const errors = [...old.querySelectorAll(".t-error")];
  old.replaceWith(fresh);
  fresh.querySelector("[data-uploading]")?.append(...lines);
  if (sending) fresh.querySelector("h2").after(...errors);
  window.htmx?.process(fresh);
  return true;
};

const send = (file, target) => new Promise(resolve => {
  const { made, bar } = line(file.name);
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file, file.name);
  request.open("POST", target.action);
  request.setRequestHeader("X-CSRFToken", csrfToken());
  request.setRequestHeader("HX-Request", "true");
  request.upload.onprogress = ({ loaded, total }) => { bar.value = total ? loaded / total : 0; };
  request.onloadend = () => {
    made.remove();
    if (!(request.status === 200 || request.status === 422) || !show(request.responseText)) toast(`${file.name} ${target.dataset.failed}`);
    resolve();
  };
  request.send(body);
});

async function upload(files) {
  waiting.push(...files);
  if (sending) return;
  sending = true;
  while (waiting.length && form()) {
    const file = waiting.shift();
    const target = form();
    if (file.size > Number(target.dataset.largest)) toast(`${file.name} ${target.dataset.tooLarge}`);
    else await send(file, target);
  }
  waiting.length = 0;
  sending = false;
  document.getElementById("record-live")?.dispatchEvent(new CustomEvent("live"));
}

document.addEventListener("change", event => {
  const target = event.target.closest("[data-upload] input[type=file]");
  if (!target?.files.length) return;
  const chosen = [...target.files];
  target.value = "";
  upload(chosen);
});

const carries = event => form() && [...(event.dataTransfer?.types ?? [])].includes("Files");
document.addEventListener("dragover", event => {
  if (!carries(event)) return;
  event.preventDefault();
  form().toggleAttribute("data-over", true);
});
document.addEventListener("dragleave", event => { if (!event.relatedTarget) form()?.removeAttribute("data-over"); });
document.addEventListener("drop", event => {
  if (!carries(event)) return;
  event.preventDefault();
  form().removeAttribute("data-over");
  upload([...event.dataTransfer.files]);
});
document.addEventListener("paste", event => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length || !form() || (isTyping(event.target) && event.clipboardData.types.includes("text/plain"))) return;
  event.preventDefault();
  upload(files);
});
// Leaving would cut off what is on its way.
addEventListener("beforeunload", event => { if (sending) event.preventDefault(); });

// The keys of the editor, and what a key or a button leads to.
import { body, form, title } from "./essay.js";

const press = (data) => document.querySelector(`[data-${data}]`)?.click();
const toolbar = document.querySelector("[data-toolbar]");

export function start() {
  toolbar.hidden = false;
  document.addEventListener("keydown", key);
  title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // a title is one line
    body.focus();
  });
  document.querySelector("[data-schedule]")?.addEventListener("click", (event) => {
    event.preventDefault();
    reveal(form.elements.planned_at);
  });
  document.querySelector("button[data-link]").addEventListener("click", () => {
    body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true, cancelable: true }));
  });
  if (form.dataset.address.endsWith("/add/") && !title.value) title.focus();
}

function reveal(field) {
  const details = field.closest("details");
  if (details) details.open = true;
  field.focus();
}

function key(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
  const act = {
    s: () => press("save"),
    b: () => inText() && toolbar.querySelector("[data-md-button=bold]").click(),
    i: () => inText() && toolbar.querySelector("[data-md-button=italic]").click(),
    ";": () => form.elements.tags.focus(),
  }[event.key.toLowerCase()];
  if (event.shiftKey && event.key === "Enter") {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) press("publish"); // what lies open is not decided yet
  } else if (act && !event.shiftKey && act() !== false) {
    event.preventDefault();
  }
}

const inText = () => document.activeElement === body;

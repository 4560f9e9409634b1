// What a form completes: tags in [data-tags], links by Ctrl+K in [data-body] with the page's dialog[data-link].
import { start as completeLinks } from "./link-completion.js";
import { start as completeTags } from "./tag-completion.js";

export function start(form) {
  for (const field of form.querySelectorAll("[data-tags]")) completeTags(field);
  const dialog = document.querySelector("dialog[data-link]");
  if (dialog) for (const body of form.querySelectorAll("[data-body]")) completeLinks(body, dialog);
}

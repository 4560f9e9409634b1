// Ctrl+E finds an excerpt there is already, by its words, speakers or source, and places the same one here: where the
// caret is in the text, or else above it.
import { fill, free, lineFor, named } from "./boxes.js";
import { body } from "./essay.js";
import { finder, insert } from "./finding.js";
import { options } from "./options.js";

export function start() {
  const dialog = document.querySelector("[data-chooser]");
  const field = dialog.querySelector("input");
  const opener = document.querySelector("[data-choose]");

  let caret = 0; // read while the text has the focus: Chromium says 0 just after a dialog

  function take({ slug, version, box }) {
    dialog.close();
    if (!named(slug)) fill(free(), { text: box, slug, version });
    const line = body.value.includes(`[[qa: ${slug}]]`) ? "" : lineFor(slug, caret);
    if (line) insert(body, caret, caret, line);
    else body.focus();
  }

  const offered = options(field, dialog.querySelector("ul"), take);
  const ask = finder(field, dialog.dataset.chooser, (found) => offered.show(found, told));

  function told({ question, speakers, source, essays }) {
    const where = document.createElement("span");
    const parts = [speakers.join(", "), source, essays && `${dialog.dataset.essays} ${essays}`];
    where.textContent = ` ${parts.filter(Boolean).join(" :: ")}`;
    return [question, where];
  }

  function open() {
    field.value = "";
    offered.close();
    caret = document.activeElement === body ? body.selectionEnd : 0;
    dialog.showModal();
  }

  opener.hidden = false;
  opener.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!chord || event.key.toLowerCase() !== "e" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  field.addEventListener("input", () => ask(field.value.trim()));
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault(); // without a choice it stays open
    if (offered.chosen()) take(offered.chosen());
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

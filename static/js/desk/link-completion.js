// Ctrl+K in the text asks for an address, or words of an essay's title, and makes a link of what is selected.
import { finder, insert } from "./finding.js";
import { options } from "./options.js";

const ADDRESS = /^(?:[a-z][a-z\d+.-]*:|\/|#|[^\s/]+\.[^\s.]{2,})\S*$/i;
const SCHEME = /^(?:[a-z][a-z\d+.-]*:|\/|#)/i;

export function start(body, dialog) {
  const field = dialog.querySelector("input");

  function link({ address, title }) {
    const { selectionStart: from, selectionEnd: to, value } = body;
    const words = value.slice(from, to) || title.replace(/[[\]\\]/g, "\\$&");
    dialog.close();
    insert(body, from, to, `[${words}](${address.replace(/[()\s]/g, (sign) => escape(sign))})`);
  }

  const offered = options(field, dialog.querySelector("ul"), link);
  const ask = finder(field, dialog.dataset.link, (found) => offered.show(found, told));

  body.addEventListener("keydown", (event) => {
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!chord || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    field.value = "";
    offered.close();
    dialog.showModal();
  });
  field.addEventListener("input", () => ask(ADDRESS.test(field.value.trim()) ? "" : field.value.trim()));
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault(); // without an address it stays open
    const typed = field.value.trim();
    if (ADDRESS.test(typed)) link({ address: SCHEME.test(typed) ? typed : `https://${typed}`, title: typed });
    else if (offered.chosen()) link(offered.chosen());
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

/** A title, and where it is or that no reader sees it yet. */
function told({ title, address, state }) {
  const where = document.createElement("span");
  where.textContent = ` ${state}, ${decodeURI(address)}`;
  return [title, where];
}

/** A sign that would end a link's address, as addresses write it. */
function escape(sign) {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

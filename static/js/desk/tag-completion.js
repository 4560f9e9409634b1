// Tags that are there already, offered below the field while one is typed. Tab or Enter takes the one that is marked.
import { finder, insert } from "./finding.js";
import { options } from "./options.js";

export function start(field) {
  const list = document.createElement("ul");
  list.className = "completes";
  list.setAttribute("aria-label", field.dataset.label);
  field.after(list);

  /** Where the tag at the caret begins and ends: between commas. */
  function typed() {
    const { value, selectionStart: caret } = field;
    const from = value.lastIndexOf(",", caret - 1) + 1;
    const comma = value.indexOf(",", caret);
    return { from, to: comma < 0 ? value.length : comma };
  }

  function take({ name }) {
    const { from, to } = typed();
    const last = to === field.value.length;
    insert(field, from, to, `${from ? " " : ""}${name}${last ? ", " : ""}`);
    offered.close();
  }

  const offered = options(field, list, take);
  const ask = finder(field, field.dataset.tags, (found, query) => {
    const has = new Set(field.value.split(",").map((name) => name.trim()));
    const others = found.filter(({ name }) => name === query || !has.has(name));
    others.sort((one, other) => (other.name === query) - (one.name === query)); // what stands there stays
    // One that only holds what was typed is there to be chosen: a new tag must not turn into it by Tab.
    const begins = others[0]?.name.toLowerCase().startsWith(query.toLowerCase());
    offered.show(others, ({ name, essays }) => [name, count(essays)], begins ? 0 : -1);
  });

  function count(essays) {
    const number = document.createElement("span");
    number.textContent = ` ${essays}`;
    return number;
  }

  field.addEventListener("input", () => {
    const { from, to } = typed();
    ask(field.value.slice(from, to).trim());
  });
  field.addEventListener("keydown", (event) => {
    const plain = !event.isComposing && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || !["Tab", "Enter"].includes(event.key) || !offered.chosen()) return;
    event.preventDefault();
    take(offered.chosen());
  });
  field.addEventListener("blur", () => { ask(""); });
}

// The options below a field (ARIA 1.2 combobox with a listbox): arrows choose, Escape closes, a press takes one.
// The field keeps the focus; its list is told by aria-controls.

let number = 0;

/** Ties `list` to `field`; `take` gets the row that is chosen. Returns how to show rows (of which one is marked,
    or none: -1), and which is. */
export function options(field, list, take) {
  let rows = [];
  let active = -1;
  list.id ||= `options-${(number += 1)}`;
  list.setAttribute("role", "listbox");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off",
  })) field.setAttribute(name, value);

  function activate(at) {
    active = at;
    for (const [index, option] of [...list.children].entries())
      option.setAttribute("aria-selected", String(index === at));
    list.children[at]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function show(found, words, marked = 0) {
    rows = found;
    list.replaceChildren(...found.map((row, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.append(...words(row));
      return option;
    }));
    field.setAttribute("aria-expanded", String(found.length > 0));
    activate(found.length ? marked : -1);
  }

  const close = () => show([], () => []);

  field.addEventListener("keydown", (event) => {
    if (!rows.length || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) activate((Math.max(active, step < 0 ? 0 : -1) + step + rows.length) % rows.length);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation(); // this Escape is ours, not the page's
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const at = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (at >= 0) take(rows[at]);
  });
  return { show, close, chosen: () => rows[active] };
}

// The exchanges above the text: a card each, whose transcript opens to be edited in place.
import { body, form } from "./essay.js";

const list = document.querySelector("[data-boxes]");
const total = form.elements["boxes-TOTAL_FORMS"];
const part = (number, name) => form.elements[`boxes-${number}-${name}`];
const all = () => [...list.querySelectorAll("[data-box]")];

export function start() {
  for (const one of all()) if (!text(one).value && !one.querySelector(".errorlist")) one.hidden = true;
  form.addEventListener("named", ({ detail }) => {
    for (const [number, { slug, version }] of detail.entries()) {
      if (!version) continue;
      part(number, "slug").value = slug;
      part(number, "version").value = version;
    }
  });
}

const text = (one) => one.querySelector("textarea");

/** The box of this number, made if there are not so many. */
export function box(number) {
  while (Number(total.value) <= number) {
    const made = document.querySelector("[data-box-template]").innerHTML;
    const here = total.value;
    const holder = document.createElement("template");
    holder.innerHTML = made.replaceAll("__prefix__", here).replaceAll("__number__", Number(here) + 1);
    all().at(-1).after(holder.content);
    total.value = Number(here) + 1;
  }
  const one = all()[number];
  one.hidden = false;
  return one;
}

/** The number of the first box that holds nothing. */
export function free() {
  const at = all().findIndex((one) => !text(one).value.trim());
  return at < 0 ? all().length : at;
}

/** Whether a box here is of the excerpt `slug`. */
export const named = (slug) => all().some((one, number) => part(number, "slug").value === slug && text(one).value.trim());

/** `slug`, or with a number where a box here of other `words` has that name. */
export function nameFor(slug, words) {
  const taken = (name) => all().some((one, number) =>
    part(number, "slug").value === name && text(one).value.trim() && text(one).value !== words);
  let name = slug;
  for (let number = 2; taken(name); number += 1) name = `${slug}-${number}`;
  return name;
}

/** The line that places `slug` where the text is cut at `at`; none at the very top: there it stands above anyway. */
export function lineFor(slug, at) {
  const before = body.value.slice(0, at);
  if (!before.trim()) return "";
  return `${before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n"}[[qa: ${slug}]]\n\n`;
}

/** Put an exchange into box `number`: its words, its name, the paste it was read from, and how it looks. */
export function fill(number, { text: words, slug, raw = "", version = "", card = "" }) {
  const one = box(number);
  part(number, "text").value = words;
  part(number, "slug").value = slug;
  part(number, "version").value = version;
  part(number, "raw").value = raw;
  one.querySelector("[data-transcript]").open = false;
  show(number, card);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Show box `number` as `card`, HTML from the server. Nothing moves where nothing changed. */
export function show(number, card) {
  const place = all()[number]?.querySelector("[data-card]");
  if (place && place.innerHTML.trim() !== card.trim()) place.innerHTML = card;
}

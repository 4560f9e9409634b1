// A copy of what is typed, in this browser: written while one types, offered on return, kept thirty days.
import { body, button, form, say, words } from "./essay.js";
import { box } from "./boxes.js";

const PREFIX = "rejoinder:";
const DAYS = 30 * 24 * 60 * 60 * 1000;
const APART = 1000;
const NOT_TYPED = ["csrfmiddlewaretoken", "base_version", "form_id", "minor"];
let timer = null;
let dirty = false;
let unanswered = null; // the copy that is offered: what is typed beside the offer does not replace it

const key = (address = form.dataset.address) => PREFIX + address;

export function start() {
  tidy();
  try { offer(JSON.parse(localStorage.getItem(key()))); } catch { /* switched off, or not ours to read */ }
  form.addEventListener("input", () => {
    dirty = true;
    timer ??= setTimeout(write, APART);
  });
  addEventListener("pagehide", write);
}

const entries = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.includes(name));

function write() {
  clearTimeout(timer);
  timer = null;
  if (!dirty) return;
  dirty = false;
  try {
    localStorage.setItem(key(), JSON.stringify({ at: Date.now(), fields: entries(), before: unanswered }));
  } catch {
    say(words("unwritten"), "bad"); // full, or switched off
  }
}

/** The essay is saved: this browser need not keep it. */
export function forget() {
  clearTimeout(timer);
  timer = null;
  dirty = false;
  try { leave(key()); } catch { /* switched off: there is none */ }
}

/** At `name` stays what was offered and not answered, if anything was. */
function leave(name) {
  if (unanswered) localStorage.setItem(name, JSON.stringify(unanswered));
  else localStorage.removeItem(name);
}

/** The essay has an address of its own now. */
export function move(from, to) {
  try {
    const copy = JSON.parse(localStorage.getItem(key(from)));
    if (copy) localStorage.setItem(key(to), JSON.stringify({ ...copy, before: null }));
    leave(key(from));
    unanswered = null;
  } catch { /* switched off, or full: the server has it */ }
}

function tidy() {
  try {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (Date.now() - (JSON.parse(localStorage[name])?.at ?? 0) > DAYS) localStorage.removeItem(name);
    }
  } catch { /* switched off, or not ours to read */ }
}

function offer(copy) {
  if (!copy?.fields) return;
  if (same(copy.fields, entries())) return offer(copy.before);
  unanswered = copy;
  const place = document.querySelector("[data-offer]");
  const short = { dateStyle: "medium", timeStyle: "short" };
  const when = new Date(copy.at).toLocaleString(document.documentElement.lang, short);
  const answered = () => { unanswered = copy.before ?? null; place.hidden = true; body.focus(); };
  place.replaceChildren(
    `${words("found")} ${when}. `,
    button(words("use"), () => { answered(); use(copy.fields); }),
    " ",
    button(words("forget"), () => { answered(); forget(); }),
  );
  place.hidden = false;
}

function same(one, other) {
  const told = (fields) => JSON.stringify(fields.filter(([name, value]) => value && !/_FORMS$/.test(name)).sort());
  return told(one) === told(other);
}

function use(fields) {
  for (const [name, value] of fields) {
    if (/_FORMS$/.test(name)) continue;
    const number = /^boxes-(\d+)-/.exec(name)?.[1];
    if (number && value) box(Number(number));
    const field = form.elements[name];
    if (field && "value" in field && field.type !== "select-multiple") field.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

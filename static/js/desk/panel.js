// The panel of a pasted exchange: what was pasted at the left, what it says at the right.
import { desk, send } from "./essay.js";
import { free } from "./boxes.js";

const PAUSE = 120;
const dialog = document.querySelector("[data-paste]");
const raw = dialog.querySelector("[data-raw]");
const sources = [...dialog.querySelectorAll("[data-source]")];
let reading = null; // what the server last read
let coming = null; // the reading on its way
let kinds = [];
let byHand = false;
let timer = null;
let then = null;

export function start() {
  raw.addEventListener("input", () => { kinds = []; again(); });
  for (const field of sources) field.addEventListener("input", () => { byHand = true; again(); });
  dialog.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return;
    kinds[Number(target.name.split("-")[1])] = target.value;
    again();
  });
  dialog.querySelector("[data-plain]").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", insert);
  dialog.addEventListener("close", () => then?.back.focus());
}

/** Show what `text` was read as. `made` is given a promise of the exchange; else the caret goes `back`. */
export function open(text, answer, { made, back }) {
  then = { made, back };
  raw.value = text;
  kinds = [];
  byHand = false;
  coming = null;
  show(answer);
  dialog.showModal();
  raw.setSelectionRange(0, 0);
  raw.scrollTop = 0; // what was pasted is read from its beginning
  const empty = sources.find(({ dataset, value }) => dataset.source === "url" && !value);
  (empty ?? dialog.querySelector("[data-insert]")).focus();
}

/** What the server reads in `said`: null where it cannot be asked. */
export async function read(said) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...said, number: free() + 1 })) data.append(name, value);
  const { status, answer } = await send(desk("paste"), data);
  return status === 200 ? answer : null;
}

function show(answer) {
  reading = answer;
  dialog.querySelector("[data-summary]").textContent = answer.summary;
  dialog.querySelector("[data-fault]").textContent = answer.errors.join(" ");
  if (!byHand) for (const field of sources) field.value = answer.source[field.dataset.source];
  dialog.querySelector("[data-turns]").replaceChildren(...answer.turns.map(turn));
}

function turn({ kind, label, note, text }, number) {
  const made = dialog.querySelector("template").content.cloneNode(true);
  made.querySelector("legend").append(number + 1);
  for (const radio of made.querySelectorAll("input")) {
    radio.name = `kind-${number}`;
    radio.checked = radio.value === kind;
  }
  made.querySelector("[data-label]").textContent = label;
  made.querySelector("[data-note]").textContent = note;
  made.querySelector("[data-text]").textContent = text;
  return made;
}

function again() {
  clearTimeout(timer);
  const mine = new Promise((done) => {
    timer = setTimeout(async () => done(await read(state())), PAUSE);
  });
  coming = mine;
  mine.then((answer) => {
    if (coming !== mine || !answer) return;
    const focused = document.activeElement?.name;
    show(answer);
    if (focused?.startsWith("kind-")) dialog.querySelector(`[name="${focused}"]:checked`)?.focus();
  });
}

const state = () => ({
  raw: raw.value,
  kinds: Array.from(kinds, (kind) => kind ?? "").join(","),
  ...(byHand && { by_hand: "on", ...Object.fromEntries(sources.map((one) => [one.dataset.source, one.value])) }),
});

/** The panel goes at once and the caret to the text; the server's last word on it follows. */
function insert(event) {
  event.preventDefault();
  const { made } = then;
  then = null;
  const pasted = raw.value;
  const last = reading;
  const newest = coming ?? Promise.resolve(last);
  dialog.close();
  made(newest.then((answer) => ({ ...(answer ?? last), raw: pasted })));
}

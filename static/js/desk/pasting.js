// A pasted exchange opens the panel. What is no exchange, or is wanted as it is, stays text.
import { body, button, form, title, words } from "./essay.js";
import { fill, free, lineFor, nameFor } from "./boxes.js";
import * as panel from "./panel.js";
import { hold } from "./saving.js";

const MOST = 1_000_000; // longer pastes are text

export function start() {
  panel.start();
  for (const field of [body, title, form.elements.tags]) field.addEventListener("paste", pasted);
}

const looksLikeOne = (text) => text.length <= MOST && /\S[^\n]*\n\s*\S/.test(text) && /[:：?？]/.test(text);

async function pasted(event) {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
  if (!looksLikeOne(text)) return;
  const field = event.target;
  const start = field.selectionStart;
  if (field !== body) event.preventDefault(); // a title is one line, and so are tags: it goes above the text
  const after = field === body ? start + text.length : start;
  const answer = await panel.read({ raw: text });
  if (!answer?.offered) {
    if (field !== body) document.execCommand("insertText", false, text.trim().replace(/\s*\n\s*/g, " "));
    return;
  }
  const open = () => panel.open(text, answer, {
    back: field,
    made: (made) => { hold(insert(made, field === body && { start, text })); body.focus(); },
  });
  if (field.selectionStart === after) open();
  else hint(open);
}

/** Who wrote on meanwhile is not interrupted: the strip offers it. */
function hint(open) {
  const offer = document.createElement("span");
  offer.append(words("looksLike"), " ", button(words("make"), () => { offer.remove(); open(); }));
  document.querySelector("[data-strip]").prepend(offer);
}

async function insert(made, place) {
  const number = free();
  const exchange = await made;
  const slug = nameFor(exchange.slug, exchange.text);
  if (place) takeOut(place, slug);
  fill(number, { ...exchange, slug });
}

/** What was pasted into the text is an excerpt now: at the very top it stands above, else a line places it. */
function takeOut({ start, text }, slug) {
  const { value, selectionStart } = body;
  if (value.slice(start, start + text.length) !== text) return; // written over since: it stays
  const line = lineFor(slug, start);
  body.setRangeText(line, start, start + text.length);
  const caret = Math.max(selectionStart - text.length + line.length, start + line.length);
  body.setSelectionRange(caret, caret);
}

// The page as readers will see it, the strip of facts and the cards: asked 300 ms after the last key.
import { beside, body, form, send, typed } from "./essay.js";
import { show } from "./boxes.js";

const PAUSE = 300;
const pane = document.querySelector("[data-look]");
const frame = pane.querySelector("[data-look-frame]");
const strip = document.querySelector("[data-strip]");
const word = document.querySelector("[data-publish-word]");
let as = "page";
let shown = ""; // what the frame holds: another form of it is another document
let timer = null;
let asked = null;

export function start() {
  pane.hidden = false;
  pane.addEventListener("click", ({ target }) => target.dataset.as && choose(target));
  form.addEventListener("input", later);
  body.addEventListener("click", follow);
  body.addEventListener("keyup", ({ key }) => /^(Arrow|Page|Home|End)/.test(key) && follow());
  look();
}

function choose(button) {
  as = button.dataset.as;
  for (const other of pane.querySelectorAll("[data-as]")) other.ariaPressed = String(other === button);
  pane.classList.toggle("phone", as === "phone");
  look();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

async function look() {
  clearTimeout(timer);
  asked?.abort();
  asked = new AbortController();
  const data = typed();
  data.append("as", pane.offsetParent ? as : "");
  try {
    const { status, answer } = await send(beside("look"), data, { signal: asked.signal });
    if (status === 200 && answer) showAll(answer);
  } catch { /* a newer one is on its way */ }
}

function showAll({ page, strip: facts, cards, ahead }) {
  strip.innerHTML = facts;
  cards.forEach((card, number) => show(number, card));
  if (word) word.textContent = ahead ? word.dataset.later : word.dataset.now;
  if (page) showPage(page);
}

function showPage(html) {
  const there = frame.contentDocument;
  if (shown !== as || !there?.body) {
    shown = as;
    frame.srcdoc = html;
    return;
  }
  const next = new DOMParser().parseFromString(html, "text/html");
  there.documentElement.lang = next.documentElement.lang;
  there.documentElement.dir = next.documentElement.dir;
  there.body.replaceChildren(...next.body.childNodes);
  follow();
}

/** Bring into view what the caret stands in: the block that holds the same words. */
function follow() {
  const page = frame.contentDocument;
  if (!page?.body || as === "card") return;
  const words = plain(paragraph()).slice(0, 60);
  if (words.length < 3) return;
  const blocks = [...page.querySelectorAll("main p, main li, main h2, main h3, main blockquote, main pre")];
  const block = blocks.find((one) => plain(one.textContent).includes(words));
  if (!block) return;
  const { top, bottom } = block.getBoundingClientRect();
  const height = frame.clientHeight;
  if (top < 0 || bottom > height) frame.contentWindow.scrollBy(0, top - height / 3);
}

function paragraph() {
  const { value, selectionStart } = body;
  const from = value.lastIndexOf("\n\n", Math.max(selectionStart - 1, 0));
  const to = value.indexOf("\n\n", selectionStart);
  return value.slice(from < 0 ? 0 : from, to < 0 ? value.length : to);
}

/** Letters and digits alone: neither Markdown nor typography tells them apart. */
const plain = (text) => text.replace(/\]\([^)]*\)/g, "").replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();

// Autosave two seconds after the first key that is not saved; Save and Publish without leaving on an error.
import { goOn, refused } from "./answers.js";
import { forget, move } from "./keeping.js";
import { beside, body, button, form, mark, remind, renewToken, say, send, typed, words } from "./essay.js";

const PAUSE = 2000;
const LONGEST_WAIT = 30000;
let keys = 0; // counts changes
let saved = 0; // the count at the last save
let timer = null;
let wait = PAUSE;
let line = Promise.resolve(); // one request that writes at a time
let native = false; // the page is left on purpose
let stopped = false; // until the writer has chosen a way on
let forbidden = false; // so was the last autosave

export const isDirty = () => keys !== saved;
export const hold = (coming) => { line = line.then(() => coming); }; // nothing is sent before it is in the form

export function start() {
  form.addEventListener("input", changed);
  form.addEventListener("submit", submit);
  addEventListener("online", () => schedule(0));
  addEventListener("beforeunload", (event) => isDirty() && !native && event.preventDefault());
  document.addEventListener("visibilitychange", () => document.hidden && isDirty() && schedule(0));
}

/** Something of the essay changed, also by a script. */
export function changed() {
  if (keys++ === saved) mark("busy");
  schedule(wait);
}

function schedule(pause) {
  if (stopped || (timer && pause)) return;
  clearTimeout(timer);
  timer = setTimeout(() => (line = line.then(autosave)), pause);
}

async function autosave() {
  timer = null;
  if (!isDirty() || stopped) return;
  const now = keys;
  const { status, answer } = await send(beside("autosave"), typed());
  if (status === 200 && answer) {
    const wrong = answer.errors.length > 0;
    took(answer, wrong ? saved : now);
    wait = PAUSE;
    say(wrong ? words("refused") : words("saved"), wrong ? "bad" : "good");
    if (keys === now) return;
    mark("busy");
    schedule(PAUSE);
  } else if (status === 409) {
    stop(answer.overtaken, words("compare"));
  } else if (status === 404 || (status === 403 && forbidden)) {
    stop(words("gone"), words("copy"));
  } else {
    if ((forbidden = status === 403)) await renewToken();
    say(words("offline"), "bad");
    wait = Math.min(2 * wait, LONGEST_WAIT);
    schedule(wait);
  }
}

/** Go on from what the server has now. */
function took({ version, address }, now) {
  for (const field of document.querySelectorAll("[name=base_version]")) field.value = version;
  if (address !== form.dataset.address) {
    move(form.dataset.address, address);
    form.dataset.address = address;
    history.replaceState(null, "", address);
  }
  saved = now;
}

function stop(why, way) {
  stopped = true;
  say(why, "bad", button(way, () => leave(document.querySelector("[data-save]"))));
}

/** Send the form as a browser does: the answer is a page with everything typed in it. */
function leave(submitter) {
  native = true;
  form.action = form.dataset.address;
  form.requestSubmit(submitter);
}

function submit(event) {
  if (native) return;
  event.preventDefault();
  remind();
  line = line.then(save.bind(null, event.submitter)); // which is told while the event is under way alone
}

async function save(by) {
  clearTimeout(timer);
  timer = null;
  say(words("saving"), "busy");
  const data = typed(by);
  if (by?.matches("[data-save]")) data.append("_stay", "1");
  const [now, sent] = [keys, body.value];
  const { status, answer } = await send(form.dataset.address, data);
  if (answer?.location) {
    native = true;
    forget();
    location.assign(answer.location);
  } else if (status === 200 && answer) {
    took(answer, now);
    forget();
    goOn(answer, sent);
    say(answer.said);
  } else if (answer?.errors && !answer.page) {
    refused(answer.errors);
  } else if (status === 0 || status >= 500) {
    say(words("offline"), "bad");
    schedule(PAUSE);
  } else {
    leave(by);
  }
}

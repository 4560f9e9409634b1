// Images pasted, dropped or picked: taken in by the server, while a line of the text keeps their place.
import { body, form, send } from "./essay.js";

const line = document.querySelector("[data-images]");
const alt = line.querySelector("input");
const told = line.querySelector("[data-told]");
const asked = []; // images whose words are still to be asked for, the first of them now
let number = 0;

export function start() {
  const pick = document.querySelector("[data-image-pick]");
  const files = document.querySelector("[data-image-files]");
  pick.hidden = false;
  pick.addEventListener("click", () => files.click());
  files.addEventListener("change", () => { takeAll(files.files); files.value = ""; });
  body.addEventListener("paste", pasted);
  body.addEventListener("dragover", (event) => hasFiles(event.dataTransfer) && event.preventDefault());
  body.addEventListener("drop", (event) => brought(event, event.dataTransfer));
  alt.addEventListener("input", write);
  alt.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && next());
  line.querySelector("button").addEventListener("click", next);
  form.elements.cover_upload.addEventListener("change", cover);
}

const hasFiles = (data) => [...data.types].includes("Files");

function pasted(event) {
  const data = event.clipboardData;
  if (!data.types.includes("text/plain")) brought(event, data); // office programs bring a picture of their text
}

function brought(event, data) {
  if (!hasFiles(data)) return;
  event.preventDefault();
  takeAll(data.files);
}

function takeAll(files) {
  for (const file of files) take(file, keepPlace(file));
}

/** A line at the caret that says what is on its way. */
function keepPlace(file) {
  const { value, selectionStart, selectionEnd } = body;
  const before = value.slice(0, selectionStart);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const place = `![${say("onItsWay", file.name.replace(/[[\]]/g, ""))} ${++number}]()`;
  body.setRangeText(`${gap}${place}\n\n`, selectionStart, selectionEnd, "end");
  changed();
  return place;
}

async function take(file, place) {
  const answer = await upload(file);
  put(place, answer.markdown ?? "");
  if (answer.error) return show(answer.error);
  asked.push({ file: file.name, id: answer.id, markdown: answer.markdown });
  if (asked.length === 1) ask();
}

/** What the server made of it: { id, markdown, … } or { error }. */
async function upload(file) {
  const data = new FormData();
  data.append("file", file);
  const { status, answer } = await send(line.dataset.address, data);
  if (status === 200 && answer) return answer;
  return { error: answer?.error ?? say("failed", file.name) };
}

/** Write `text` in place of `former`, wherever that stands by now; the caret stays with its words. */
function put(former, text) {
  const at = body.value.indexOf(former);
  if (at < 0) return;
  body.setRangeText(text, at, at + former.length, "preserve");
  changed();
}

/** Ask what an image shows. The line never takes the focus: who writes on, writes on. */
function ask() {
  const [image] = asked;
  alt.value = "";
  show(image ? say("what", image.file) : "", Boolean(image));
}

function show(text, asks = asked.length > 0) {
  told.textContent = text;
  alt.hidden = !asks;
  line.hidden = !text;
}

function write() {
  const [image] = asked;
  const markdown = `![${alt.value.replace(/[[\]\\]/g, "")}](media:${image.id})`;
  put(image.markdown, markdown);
  image.markdown = markdown;
}

function next() {
  const wasInside = line.contains(document.activeElement);
  asked.shift();
  ask();
  if (wasInside && line.hidden) body.focus();
}

/** A file chosen as cover is taken in at once, and chosen. */
async function cover() {
  const { cover: choice, cover_upload: field } = form.elements;
  const [file] = field.files;
  if (!file) return;
  field.value = "";
  const answer = await upload(file);
  if (answer.error) return show(answer.error);
  choice.add(new Option(file.name, answer.id, true, true));
  changed();
}

const changed = () => body.dispatchEvent(new InputEvent("input", { bubbles: true }));
const say = (name, file) => line.dataset[name].replace("%s", file);

// What the date says, in words and in two zones, as it is typed.
import { form } from "./essay.js";

const PAUSE = 300;

export function start() {
  const told = document.querySelector("[data-when]");
  const field = form.elements.planned_at;
  let timer = null;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const said = field.value.trim();
      const reply = said && (await fetch(`${told.dataset.when}?said=${encodeURIComponent(said)}`).catch(() => null));
      const answer = reply?.ok ? await reply.json() : {};
      if (field.value.trim() === said) told.value = [answer.words ?? answer.error, answer.note].filter(Boolean).join(". ");
    }, PAUSE);
  });
}

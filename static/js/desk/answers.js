// What the page makes of an answer to Save.
import { body, form, say } from "./essay.js";

/** What saving made: exchanges have names, and lines of the text place them. */
export function goOn(answer, sent) {
  form.dispatchEvent(new CustomEvent("named", { detail: answer.boxes }));
  if (answer.body !== sent && body.value === sent) {
    const { selectionStart, selectionEnd } = body;
    body.value = answer.body;
    body.setSelectionRange(selectionStart, selectionEnd);
  }
}

/** Say what is wrong, and lead to the first field it is about. */
export function refused(errors) {
  const [[id, faults]] = Object.entries(errors);
  say(faults[0], "bad");
  const field = document.getElementById(id);
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
}

// What every part of the desk shares: the form, its words, its status line, and the way to the server.

export const form = document.querySelector("[data-desk]");
export const title = form.elements.title;
export const body = form.elements.body;
const told = document.querySelector("[data-words]").dataset;
const status = document.querySelector("[data-status]");
const dot = document.querySelector("[data-dot]");

/** The words for `name`, from the page. */
export const words = (name) => told[name];

/** Mark the state before the status line: "good", "busy" or "bad". No word moves. */
export const mark = (state) => { dot.dataset.state = state; };

/** Show `text` in the status line, with its state; `button` may lead on. */
export function say(text, state = "good", button = null) {
  mark(state);
  if (!button && status.textContent === text) return;
  status.replaceChildren(text, ...(button ? [" ", button] : []));
}

/** A button that says `text` and does `act`. */
export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "b";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** The address of `name` beside the essay's form: …/7/change/ and autosave give …/7/autosave/. */
export const beside = (name) => form.dataset.address.replace(/change\/$/, "") + `${name}/`;

/** The address of `name` for no essay in particular. */
export const desk = (name) => form.dataset.address.replace(/(add|\d+\/change)\/$/, `${name}/`);

/** Everything typed, by which button it is sent, and when: of two requests the server knows the later. */
export function typed(submitter = null) {
  const data = new FormData(form, submitter);
  data.set("sent_at", Date.now());
  return data;
}

/** POST `data`. Gives { status, answer }: status 0 where nobody answers, answer null where it is no JSON. */
export async function send(address, data, options = {}) {
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value); // it may be newer than the data
  const headers = { Accept: "application/json" };
  try {
    const reply = await fetch(address, { method: "POST", body: data, headers, ...options });
    if (reply.status === 401) {
      if (!(await renewToken())) await signedIn(); // there may be a session again since it was asked
      return send(address, data, options);
    }
    const json = reply.headers.get("Content-Type")?.includes("json");
    return { status: reply.status, answer: json ? await reply.json() : null };
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return { status: 0, answer: null };
  }
}

/** GET a token for the session there is now; false where there is none, or it is of someone else. */
export async function renewToken() {
  const reply = await fetch(desk("token"), { headers: { Accept: "application/json" } }).catch(() => null);
  if (!reply?.ok) return false;
  const { token, user } = await reply.json();
  if (String(user) !== form.dataset.user) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return true;
}

let waiting = null;
const signIn = document.querySelector("[data-sign-in]");

/** Ask again for the sign-in that was put off, if one is waited for. */
export const remind = () => waiting && !signIn.open && signIn.showModal();

/** Resolves once there is a session again. What is typed stays; a small window asks to sign in elsewhere. */
export function signedIn() {
  waiting ??= new Promise((resolve) => {
    const back = document.activeElement;
    signIn.querySelector("[data-later]").onclick = () => signIn.close();
    signIn.showModal();
    const look = async () => {
      if (document.hidden || !(await renewToken())) return;
      for (const event of ["focus", "message"]) removeEventListener(event, look);
      waiting = null;
      signIn.close();
      back?.focus();
      resolve();
    };
    for (const event of ["focus", "message"]) addEventListener(event, look);
    look(); // whoever signed in while we asked for a token was told of by a message nobody waited for yet
  });
  return waiting;
}

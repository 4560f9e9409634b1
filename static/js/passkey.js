// Passkeys (WebAuthn): a form with data-passkey sends what the browser's passkey says as its `credential`.
// Its buttons are hidden until here; elsewhere the page says why there are none.

const ways = {
  use: ({ request_options: { publicKey } }) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) }),

  add: ({ creation_options: { publicKey } }, form) => {
    // One that signs in alone is kept by the passkey itself, and asks who is there.
    const alone = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    if (form.elements.passwordless.checked) Object.assign(publicKey.authenticatorSelection, alone);
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  },
};
const words = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known", SecurityError: "missing" };

/** What the site asks of the passkey: in the page, or at the form's address. */
async function asked(form) {
  const inPage = form.querySelector('script[type="application/json"]');
  if (inPage) return JSON.parse(inPage.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

function say(form, word) {
  const alert = form.querySelector("[data-cancelled]");
  alert.textContent = alert.dataset[word];
  alert.hidden = false;
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  try {
    const credential = await ways[form.dataset.passkey](await asked(form), form);
    form.elements.credential.value = JSON.stringify(credential);
    form.action += location.hash; // as the other ways in keep it: it may hold words brought from another page
    form.submit();
  } catch (error) {
    say(form, words[error.name] ?? "failed");
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const works = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);
  if (!works) say(form, "missing");
  for (const button of form.elements) if (button.type === "submit") button.hidden = !works;
  form.addEventListener("submit", send);
}

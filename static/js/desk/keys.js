// The keys of every desk page: N begins an essay, Ctrl+/ (⌘ on a Mac) lists the keys. Letters can be switched off.

const KEPT = "desk.letters";
const FIELDS = "input, textarea, select, [contenteditable]";

export function start(root) {
  const list = root.querySelector("dialog[data-keys]");
  const switches = root.querySelectorAll("[data-letters]");
  let letters = kept() !== "off";

  for (const box of switches) {
    box.checked = letters;
    box.addEventListener("change", () => {
      letters = box.checked;
      for (const other of switches) other.checked = letters;
      keep(letters ? "on" : "off");
    });
  }
  if (/Mac|iPhone|iPad/.test(navigator.platform))
    for (const key of root.querySelectorAll("kbd[data-mac]")) key.textContent = key.dataset.mac;

  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey) return;
    if (event.key === "/" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (list.open) list.close();
      else list.showModal();
      return;
    }
    const free = !event.ctrlKey && !event.metaKey && !root.querySelector("dialog[open]");
    if (letters && free && event.key.toLowerCase() === "n" && !event.target.closest(FIELDS))
      location.assign(list.dataset.new);
  });
}

function kept() {
  try { return localStorage.getItem(KEPT); } catch { return null; /* storage is off */ }
}

function keep(value) {
  try { localStorage.setItem(KEPT, value); } catch { /* lasts as long as the page */ }
}

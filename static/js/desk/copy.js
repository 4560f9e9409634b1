// A field to copy from: [data-copy] holds an input, a hidden button and a status; its value is the word said after.
for (const place of document.querySelectorAll("[data-copy]")) {
  const [field, button, status] = ["input", "button", "[role=status]"].map((part) => place.querySelector(part));
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  if (document.activeElement === field) field.select();
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // without TLS there is no clipboard to write to
    }
    status.textContent = place.dataset.copy;
  });
}

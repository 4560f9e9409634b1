// Buttons that copy the words they carry, byte for byte. Without script they are not shown.
for (const place of document.querySelectorAll("[data-copying]")) {
  place.hidden = false;
  place.addEventListener("click", ({ target }) => {
    const words = target.closest("button")?.dataset.copies;
    if (words === undefined) return;
    const write = (event) => {
      event.clipboardData.setData("text/plain", words);
      event.preventDefault();
    };
    document.addEventListener("copy", write);
    const copied = document.execCommand("copy"); // works without TLS, too, where there is no navigator.clipboard
    document.removeEventListener("copy", write);
    if (copied) place.querySelector("[role=status]").textContent = place.dataset.copying;
  });
}

// In the head, so that a stored choice is there before the first paint. Without it the system's theme holds.
{
  const root = document.documentElement.dataset;
  const themes = ["auto", "light", "dark"];
  let kept;
  try { kept = localStorage.theme; } catch { /* storage is off */ }
  root.theme = themes.includes(kept) ? kept : "auto";

  addEventListener("click", ({ target }) => {
    if (!target.closest("[data-theme-button]")) return;
    root.theme = themes[(themes.indexOf(root.theme) + 1) % 3];
    try { localStorage.theme = root.theme; } catch { /* lasts as long as the page */ }
  });
}

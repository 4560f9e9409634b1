// In the head: a stored theme is there before the first paint.
{
  const root = document.documentElement.dataset;
  const themes = ["auto", "light", "dark"];
  let kept;
  try { kept = localStorage.theme; } catch {}
  root.theme = themes.includes(kept) ? kept : "auto";

  addEventListener("click", ({ target }) => {
    if (!target.closest("[data-theme-button]")) return;
    root.theme = themes[(themes.indexOf(root.theme) + 1) % 3];
    try { localStorage.theme = root.theme; } catch {}
  });

  // `/` leads to the search field.
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input,textarea,select")) return;
    event.preventDefault();
    const field = document.querySelector("[type=search]");
    field ? field.focus() : location = "/search/#q";
  });
}

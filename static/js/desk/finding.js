// What the choosers ask the site for, 200 ms after the last key. An answer that is overtaken is dropped.

const WAIT = 200;

/** A function to give each new query of `field` to; `show` gets what was found for the last one. */
export function finder(field, address, show) {
  let waiting;
  let asking = new AbortController();
  const drop = () => {
    clearTimeout(waiting);
    asking.abort();
  };
  field.addEventListener("keydown", ({ key }) => key === "Escape" && drop()); // what was closed stays closed
  return (query) => {
    drop();
    if (!query) return show([], query);
    waiting = setTimeout(async () => {
      asking = new AbortController();
      const { signal } = asking;
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`, { signal });
        const { found } = await answer.json();
        if (!signal.aborted) show(found, query);
      } catch { /* no connection, or signed out: nothing is offered, and nothing typed is touched */ }
    }, WAIT);
  };
}

/** Put `text` in place of a part of `field`, so that the browser's own undo takes it back. */
export function insert(field, from, to, text) {
  field.focus();
  field.setSelectionRange(from, to);
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

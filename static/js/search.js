// Shows the first hits while someone types, over the plain page; Enter leads to that, with all of them.
const field = document.querySelector("[data-search]");
const place = document.querySelector("[data-search-found]");
const status = document.querySelector("[data-search-count]");
const filters = document.querySelector(".filters");
const before = place ? [...place.childNodes] : [];
const came = location.href;
const PATIENCE = 150; // ms after a key
let waiting, asked = new AbortController();

const made = (name, ...inside) => {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
};
const marked = (parts) => parts.map(([text, found]) => (found ? made("mark", text) : text));

function line({ label, parts, language }) {
  const told = made("p", ...(label ? [made("b", label), " "] : []), ...marked(parts));
  told.dir = "auto";
  if (language) told.lang = language;
  if (label) told.className = "turn";
  return told;
}

function hit({ url, heading, language, lines, kind }) {
  const link = made("a", ...marked(heading));
  Object.assign(link, { href: new URL(url).href.replace(new URL(url).origin, ""), dir: "auto", lang: language });
  const title = made("h3", link);
  if (kind === "excerpt") title.className = "q3";
  return made("li", title, ...lines.map(line));
}

function put(words, ...children) {
  status.textContent = words;
  place.replaceChildren(...children);
}

function show({ count, more, hits, problems }) {
  const words = (more ? status.dataset.searchMore : status.dataset.searchCount).replace("{n}", count);
  if (filters) filters.hidden = true; // they narrow what was asked before
  put([words, ...problems].join(". "), made("h2", words), ...(hits.length ? [made("ul", ...hits.map(hit))] : []));
}

// Of nothing found the page itself says what may have been meant.
async function showNearest(options) {
  const answer = await fetch(`?q=${encodeURIComponent(field.value)}`, options);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = page.querySelector("[data-search-found]");
  if (told) place.replaceChildren(...told.childNodes);
}

function showAsBefore() {
  if (filters) filters.hidden = false;
  put("", ...before);
  history.replaceState(null, "", came);
}

// The last word is still being written: what begins so is meant, too.
const open = (text) => (/(^|\s)[\p{L}\p{N}]{2,}$/u.test(text) ? `${text}*` : text);

field?.addEventListener("input", () => {
  clearTimeout(waiting);
  asked.abort();
  if (!field.value.trim()) return showAsBefore();
  waiting = setTimeout(async () => {
    asked = new AbortController();
    const query = `?q=${encodeURIComponent(open(field.value))}`;
    try {
      const options = { signal: asked.signal };
      const answer = await fetch(field.dataset.search + query, options);
      if (!answer.ok) return;
      const found = await answer.json();
      show(found);
      history.replaceState(null, "", query); // who follows a hit and comes back finds the same
      if (!found.hits.length) await showNearest(options);
    } catch { /* away, or asked anew: the form is there */ }
  }, PATIENCE);
});

// Words brought in the address's fragment, which no server is told and the sign-in keeps, are sent to be read.
const form = document.querySelector("[data-capture]");
const taken = new URLSearchParams(location.hash.slice(1));

if (taken.has("text") || taken.has("url")) {
  for (const [name, value] of taken) if (name in form.elements) form.elements[name].value = value;
  history.replaceState(null, "", location.pathname); // so that “back” does not send them once more
  form.submit();
}

// It is for other pages: here the policy would refuse it.
document.querySelector("[data-bookmark]").addEventListener("click", (event) => event.preventDefault());

// Tells the page that was left open that there is a session again, and goes away.
opener?.postMessage("signed in", location.origin);
close();

// The form of an excerpt.
import { start } from "./completion.js";

start(document.getElementById("excerpt_form"));

// Every page of the desk.
import { start } from "./keys.js";

start(document);

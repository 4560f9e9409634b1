// The desk: one behaviour a module, each found by its data-* attribute. The page is complete without any.
import "../vendor/markdown-toolbar-element/markdown-toolbar-element-2.2.3.js";
import * as boxes from "./desk/boxes.js";
import * as choosing from "./desk/choosing.js";
import * as completion from "./desk/completion.js";
import * as images from "./desk/images.js";
import * as keeping from "./desk/keeping.js";
import * as keys from "./desk/keys.js";
import * as looking from "./desk/looking.js";
import * as pasting from "./desk/pasting.js";
import * as saving from "./desk/saving.js";
import * as undo from "./desk/undo.js";
import * as when from "./desk/when.js";
import * as writing from "./desk/writing.js";

for (const part of [boxes, keeping, saving, looking, pasting, images, choosing, writing, undo, when]) part.start();
keys.start(document);
completion.start(document.querySelector("[data-desk]"));

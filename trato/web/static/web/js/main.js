// Everything the pages do in the browser. Each part listens on the document, so that swapped content needs no set-up.
import "./htmx_rules.js";
import "./preferences.js";
import "./dialog.js";
import "./toast.js";
import "./refusals.js";
import "./palette.js";
import "./create.js";
import "./provenance.js";
import "./drop.js";
import "./edit_in_place.js";
import "./list.js";
import "./keys.js";
import "./live.js";

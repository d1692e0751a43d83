//! The command palette: files, rules and actions, by a few letters.

import { rules } from "../reviewing.js";
import { room } from "../room.js";
import { entries, found } from "./palette/found.js";
import { element, openDialog } from "./shared/elements.js";

/** More would not be read. */
const MOST = 40;

/** Opens it; `choose(name)` is called with what was chosen, once the focus is back where it was. */
export async function openPalette(choose) {
  const all = entries(room.workspace.paths, await rules().catch(() => []));
  const list = element("ul", { id: "palette-list", className: "palette", role: "listbox", "aria-label": "What is found" });
  const none = element("p", { className: "dim", hidden: true }, ["Nothing has these letters."]);
  const field = element("input", {
    id: "palette", type: "text", role: "combobox", "aria-label": "File, rule or action", placeholder: "File, rule or action", autofocus: true,
    "aria-expanded": "true", "aria-controls": list.id, spellcheck: false, autocomplete: "off",
  });
  const dialog = openDialog("Go to", [field, list, none]);
  let shown = [];
  let at = 0;
  const go = (entry) => {
    dialog.close();
    requestAnimationFrame(() => choose(entry.name));
  };
  const mark = (to) => {
    at = to;
    for (const [place, line] of [...list.children].entries()) line.setAttribute("aria-selected", String(place === at));
    field.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const draw = () => {
    shown = found(all, field.value, MOST);
    list.replaceChildren(...shown.map((entry, place) => line(entry, place, () => go(entry))));
    none.hidden = shown.length > 0;
    mark(0);
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark((at + 1) % Math.max(shown.length, 1));
    else if (event.key === "ArrowUp") mark((at - 1 + shown.length) % Math.max(shown.length, 1));
    else if (event.key === "Enter" && shown[at]) go(shown[at]);
    else return;
    event.preventDefault();
  });
  draw();
  field.focus();
}

function line({ kind, label, hint }, place, press) {
  const spans = [["what", label], ["mono dim", hint], ["kind dim", kind]].map(([className, text]) => element("span", { className }, [text]));
  const made = element("li", { id: `palette-${place}`, role: "option" }, spans);
  made.addEventListener("click", press);
  return made;
}

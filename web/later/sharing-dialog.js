//! The share dialog: what is shared, which secrets were found in it, how long the link gets, who can read it.

import { files } from "../files.js";
import { room } from "../room.js";
import { box, button, copying, element, icon, openDialog } from "./shared/elements.js";
import { addressOf, downloadZip, ownNotes, prepare, sharedMarkdown, withValues } from "./sharing.js";
import { canonical } from "./standard/nestor-json.js";
import { isLong, isTooLong } from "./sharing/length.js";

const NOTE = "M8 1.750a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5M8 7.2v4M8 4.8v.01";

/** Opens the dialog; `selected` is the fingerprint of the finding that a link can open, if one is selected. */
export function openShare(selected) {
  // Pressed twice while this script was on its way.
  if (document.getElementById("link")) return;
  const chosen = { leftOut: new Set(withValues()), mask: true, selected: true, standard: true, notes: false };
  const parts = [secrets(chosen, () => make()), linkField(), acts()];
  let turn = 0;
  /** Makes it anew; only the last answer counts. */
  const make = async () => {
    turn += 1;
    const now = turn;
    const { leftOut, mask, standard, notes } = chosen;
    const link = { a: room.workspace.active.path, sel: chosen.selected ? selected : undefined };
    const made = await prepare(files(), { leftOut: [...leftOut], mask, standard, notes, ...link });
    if (turn !== now) return;
    const address = made.encoded ? addressOf(made.encoded) : "";
    for (const part of parts) part.draw(made, address);
  };
  const tick = (label, key) => box(label, chosen[key], (is) => ((chosen[key] = is), make()));
  const [found, ...others] = parts.map(({ views }) => views);
  openDialog("Share", [
    ...fileBoxes(chosen.leftOut, () => make()),
    ...(selected ? [tick("Open at the selected finding", "selected")] : []),
    ...(canonical(room.standard) === "" ? [] : [tick("Review by the standard in use here", "standard")]),
    ...(ownNotes() > 0 ? [tick("With my notes on rules", "notes")] : []),
    ...found,
    ...others.flat(),
  ]);
  make();
}

/** The files as boxes to tick; what may hold secrets is not ticked. */
function fileBoxes(leftOut, changed) {
  const paths = files().filter(({ text }) => text !== "").map(({ path }) => path);
  const row = (path) =>
    box(path, !leftOut.has(path), (is) => {
      leftOut[is ? "delete" : "add"](path);
      changed();
    });
  const hint = element("p", { className: "dim under" }, ["Files with environment values stay out unless you tick them."]);
  const isHinted = paths.some((path) => leftOut.has(path));
  return [element("fieldset", {}, [element("legend", {}, ["Files"]), ...paths.map(row)]), ...(isHinted ? [hint] : [])];
}

/** Which secrets were found, and what is done with them. The list is written when others are found, not when they are masked. */
function secrets(chosen, changed) {
  const words = element("span");
  const said = element("p", {}, [icon(NOTE), words]);
  const list = element("ul", { tabIndex: 0, "aria-label": "Secrets found" });
  let count = 0;
  let listed = "";
  const say = () => {
    const rest = chosen.mask
      ? "What is shared has <redacted> in the place of each. Your own text stays as it is."
      : "Whoever gets the link or the files can read and use them.";
    words.textContent = `${count} ${count === 1 ? "secret was" : "secrets were"} found. ${rest}`;
    said.classList.toggle("open", !chosen.mask);
  };
  const mask = box("Mask them", true, (is) => {
    chosen.mask = is;
    say();
    changed();
  });
  const view = element("div", { className: "secrets", hidden: true }, [said, list, mask]);
  const draw = ({ found, secrets: all }) => {
    count = all;
    view.hidden = all === 0;
    say();
    const now = JSON.stringify([found, all]);
    if (now === listed) return;
    listed = now;
    const more = all - found.length;
    list.replaceChildren(
      ...found.map(([place, kind]) => element("li", {}, [element("code", {}, [place]), " ", element("span", {}, [kind])])),
      ...(more > 0 ? [element("li", { className: "dim" }, [`and ${more} more`])] : []),
    );
  };
  return { views: [view], draw };
}

/** The link, its length, and who can read it. */
function linkField() {
  const field = element("input", { id: "link", className: "mono", readOnly: true });
  field.addEventListener("focus", () => field.select());
  const length = element("p", { className: "length" }, ["Making the link"]);
  const views = [
    element("label", { htmlFor: field.id }, ["Link"]),
    field,
    length,
    element("p", { className: "dim" }, ["The code is in the link itself, after #. It is not uploaded, but anyone with the link has it."]),
  ];
  const draw = (made, address) => {
    field.value = address;
    length.replaceChildren(lengthOf(made, address.length));
  };
  return { views, draw };
}

function lengthOf({ failure, tooLong }, characters) {
  const strong = (words) => element("strong", {}, [words]);
  if (tooLong || isTooLong(characters)) return strong("This is more than fits into a link (64 KB). Leave files out, or share the .zip.");
  if (failure) return failure;
  const count = `${characters.toLocaleString("en-US")} characters`;
  return isLong(characters) ? strong(`${count}: some chat tools cut long links.`) : `${count}.`;
}

/** Where nobody has moved on, the focus is where the browser put it, on the cross. What is out of sight does not get it. */
function goOn(button) {
  const isInSight = button.getBoundingClientRect().bottom < button.closest("dialog").getBoundingClientRect().bottom;
  if (isInSight && document.activeElement?.classList.contains("dismiss")) button.focus();
}

/** The buttons: what they hand over is what was made last. */
function acts() {
  let made = null;
  let address = "";
  // Only a link that holds just the draft becomes the address: at another, a reload would ask which of the two to keep.
  const copied = () => {
    if (!made.whole || !made.encoded) return;
    history.replaceState(null, "", `#s=${made.encoded}`);
    room.tellWorkspace("shared", made.encoded);
  };
  const name = room.workspace.active.path.split("/").at(-1);
  const copies = [
    { label: "Copy link", text: () => address, className: "btn primary", copied },
    { label: "Copy Markdown link", text: () => `[Review of ${name} in Nestor](${address})`, className: "btn", copied },
    { label: "Copy as Markdown", text: sharedMarkdown, className: "btn", isOfFiles: true },
  ].map((copy) => ({ ...copy, views: copying(copy.label, copy.text, copy.className, copy.copied) }));
  for (const { views } of copies) views[1].className = "denied";
  const zip = button("Download .zip", () => downloadZip("review.zip"));
  const view = element("div", { className: "acts" }, [...copies.flatMap(({ views }) => views), zip]);
  const enable = () => {
    const hasFiles = made !== null && Boolean(made.encoded || made.tooLong);
    const hasLink = address !== "" && !isTooLong(address.length);
    for (const { views, isOfFiles } of copies) views[0].disabled = isOfFiles ? !hasFiles : !hasLink;
    zip.disabled = !hasFiles;
  };
  enable();
  const draw = (last, at) => {
    const isFirst = made === null;
    [made, address] = [last, at];
    enable();
    if (isFirst) goOn(copies[0].views[0]);
    for (const { views, text } of copies) {
      const field = views[1].querySelector("textarea");
      if (field) field.value = text();
    }
  };
  return { views: [view], draw };
}

//! The editor's side of the bridge: the textarea taken over, the editor put in its place, pastes and drops.

import { detectPath, pastedFiles, UNTITLED } from "./detect.js";
import { putFiles, savedText, setFiles, tellFiles } from "./files.js";
import { LIMITS, size } from "./limits.js";
import { draw, pick, stepFinding } from "./marking.js";
import { plainSurface } from "./plain-surface.js";
import { schedule, tellLimit } from "./reviewing.js";
import { asked, read, room } from "./room.js";

const DEBOUNCE = 120;
/** An empty tab that gets this much at once was pasted into. */
const PASTED = 12;
/** So much text is not taken in at all: it would hold the page up, and no review would take it. */
const TOO_MUCH = 1024 * 1024;
/** A phone has neither the room for the second half nor anything to drop. */
const PLACEHOLDER = `Paste NestJS or Prisma code${matchMedia("(max-width: 767px)").matches ? "" : ", or drop a folder"}`;

let pastedBlocks = null;

/** Takes over the textarea in `host`, then puts the editor in its place as soon as that has loaded. */
export async function openWorkspace(host, emit) {
  room.tellWorkspace = emit;
  const textarea = host.querySelector("textarea") ?? host.appendChild(document.createElement("textarea"));
  const { selectionStart, selectionEnd } = textarea;
  const isFocused = document.activeElement === textarea;
  const first = room.workspace.active;
  if (textarea.value !== "" && first.text === "") first.text = textarea.value;
  room.surface = plainSurface(textarea, EVENTS);
  room.surface.show(room.workspace.active);
  room.surface.select(selectionStart, selectionEnd);
  if (isFocused) textarea.focus();
  host.addEventListener("paste", refuseTooMuch, true);
  host.addEventListener("dragover", allowDrop, true);
  host.addEventListener("drop", drop, true);
  nameIfPasted(room.workspace.active, 0);
  schedule(0);
  await mount(host, textarea).catch((error) => room.tellWorkspace("plain", { message: error.message }));
}

async function mount(host, textarea) {
  const { mountEditor } = await import("./editor/index.js");
  const editor = mountEditor(host, { on: EVENTS, placeholder: PLACEHOLDER, theme: room.theme });
  const isFocused = textarea.ownerDocument.activeElement === textarea;
  const { selectionStart, selectionEnd } = textarea;
  room.surface.destroy();
  room.surface = editor;
  editor.show(room.workspace.active);
  editor.select(selectionStart, selectionEnd);
  if (isFocused) editor.focus();
  textarea.hidden = true;
  textarea.tabIndex = -1;
  draw(room.arrived.findings);
}

const EVENTS = {
  changed(document) {
    const { isEmpty } = document;
    if (isEmpty) nameIfPasted(document, PASTED);
    room.tellWorkspace("edited", { path: document.path });
    schedule(isEmpty ? 0 : DEBOUNCE);
  },
  moved: ({ document, ...place }) => room.tellWorkspace("cursor", { path: document.path, ...place }),
  chosen: pick,
  step: stepFinding,
};

/** Names an empty tab after what was put in, and offers to split a page of several blocks. */
function nameIfPasted(document, atLeast) {
  const text = read(document);
  document.isEmpty = text === "";
  if (document.isNamed || document.isEmpty || text.length < atLeast) return;
  const blocks = pastedFiles(text);
  if (blocks.length > 0) {
    pastedBlocks = { document, blocks };
    room.tellWorkspace("pasted", { kind: "blocks", path: document.path, paths: blocks.map(({ path }) => path) });
    return;
  }
  const suggested = detectPath(text);
  if (suggested === UNTITLED || suggested === document.path) return;
  const was = document.path;
  const path = room.workspace.guess(document, suggested);
  room.surface?.refresh(document);
  tellFiles();
  room.tellWorkspace("pasted", { kind: "named", path, was });
}

/** Replaces the pasted page by its blocks; the token brings it back. */
export function splitPasted() {
  if (!pastedBlocks) return null;
  const { document, blocks } = pastedBlocks;
  pastedBlocks = null;
  const others = room.workspace.documents.filter((other) => other !== document);
  const kept = others.map((other) => ({ path: other.path, text: savedText(other.path) }));
  return setFiles([...kept, ...blocks], blocks[0].path, true);
}

/** What was there stays, and the clipboard keeps the rest. */
function refuseTooMuch(event) {
  const length = event.clipboardData?.getData("text/plain").length ?? 0;
  if (length <= TOO_MUCH) return;
  event.preventDefault();
  event.stopPropagation();
  const reason = `${size(length)} of text, more than 300 KB`;
  room.tellWorkspace("limit", {
    message: `${size(length)} of text was not put in: a review takes 300 KB a file. The clipboard still has it.`,
    skipped: [{ path: room.workspace.active.path, reason }],
  });
}

function allowDrop(event) {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
}

function drop(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.stopPropagation();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  takeFiles(entries.length > 0 ? { entries } : { files: [...event.dataTransfer.files] });
}

/** Adds the files of an `<input type="file">`. */
export const openFiles = (list) => takeFiles({ files: [...list] });

/** While a folder is read, what has come is shown and reviewed this often. */
const SHOWN_EVERY = 300;

/** Adds files as they are read; one that is there already takes the new text, which can be undone like typing. */
async function takeFiles(source) {
  const intake = await asked("./later/intake.js");
  if (intake === null) return;
  const { contents, Tally } = intake;
  const tally = new Tally();
  const skipped = [];
  let [taken, fresh, shown, workspace] = [0, [], performance.now(), room.workspace.replaced];
  const show = () => {
    putFiles(fresh, taken === fresh.length);
    [fresh, shown, workspace] = [[], performance.now(), room.workspace.replaced];
    room.tellWorkspace("reading", { files: taken });
  };
  for await (const item of contents(source, tally)) {
    const isGone = workspace !== room.workspace.replaced;
    if (isGone) break;
    if (item.reason) skipped.push(item);
    else if (taken >= LIMITS.files) skipped.push({ path: item.path, reason: "beyond the first 400 files" });
    else if (fresh.push(item)) taken += 1;
    if (performance.now() - shown > SHOWN_EVERY) show();
  }
  if (workspace === room.workspace.replaced) {
    show();
    room.unopened = { skipped, words: tally.words() };
    tellLimit();
  }
  room.tellWorkspace("reading", { files: 0 });
}

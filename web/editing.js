//! The editor's side of the bridge: the textarea taken over, the editor put in its place, pastes and drops.

import { detectPath, fencedBlocks, UNTITLED } from "./detect.js";
import { addFile, savedText, setFiles, tellFiles } from "./files.js";
import { readDrop, readFiles } from "./intake.js";
import { LIMITS, size } from "./limits.js";
import { draw, pick, stepFinding } from "./marking.js";
import { plainSurface } from "./plain-surface.js";
import { schedule } from "./reviewing.js";
import { read, room } from "./room.js";

const DEBOUNCE = 120;
/** An empty tab that gets this much at once was pasted into. */
const PASTED = 12;
/** So much text is not taken in at all: it would hold the page up, and no review would take it. */
const TOO_MUCH = 1024 * 1024;
const PLACEHOLDER = "Paste NestJS or Prisma code, or drop a folder";

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
  const blocks = fencedBlocks(text);
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
  return setFiles([...kept, ...blocks], blocks[0].path);
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
  readDrop(event.dataTransfer).then(takeFiles);
}

/** Adds the files of an `<input type="file">`. */
export const openFiles = async (list) => takeFiles(await readFiles(list));

/** Adds read files; one that is there already takes the new text, which can be undone like typing. */
function takeFiles({ files, skipped }) {
  const isBlank = room.workspace.documents.every((document) => read(document).trim() === "");
  const beyond = files.length > LIMITS.files ? files.splice(LIMITS.files).map(({ path }) => ({ path, reason: "beyond the first 400 files" })) : [];
  if (isBlank && files.length > 0) setFiles(files, files[0].path);
  else for (const { path, text } of files) addFile(path, text);
  const all = [...skipped, ...beyond];
  if (all.length > 0) room.tellWorkspace("limit", { message: `${all.length} of ${files.length + all.length} files were not opened.`, skipped: all });
}

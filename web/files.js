//! The files' side of the bridge: the tabs, and the texts behind them.

import { UNTITLED } from "./detect.js";
import { schedule } from "./reviewing.js";
import { read, room } from "./room.js";

/** Tells the app which files there are. */
export function tellFiles() {
  const files = room.workspace.documents.map((document) => {
    const text = read(document);
    if (document.counted !== text) {
      document.counted = text;
      document.lines = lineCount(text);
    }
    return { path: document.path, lines: document.lines, chars: text.length, masked: document.masked };
  });
  room.tellWorkspace("files", { files, active: room.workspace.active.path });
}

function lineCount(text) {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

function listChanged() {
  room.surface?.show(room.workspace.active);
  tellFiles();
  schedule(0);
}

/** The texts as the engine has them. */
export const files = () => room.workspace.documents.map((document) => ({ path: document.path, text: read(document) }));

/** A file's text with its own line ends and byte order mark. */
export function savedText(path) {
  const document = room.workspace.find(path);
  if (!document) return "";
  return (document.bom ? "\ufeff" : "") + read(document).replaceAll("\n", document.lineEnd);
}

/** Replaces all files; the token brings the former ones back. What came with those stays in use where they are among the new ones. */
export function setFiles(list, active, isBeside = false) {
  room.unopened = { skipped: [], words: "" };
  const { standards } = room.workspace;
  const token = room.workspace.replace(list, active);
  if (isBeside) room.workspace.standards = structuredClone(standards);
  listChanged();
  return token;
}

/** Puts many files in at once: on an empty desk they are all there is, else each like `addFile`; the first one is shown if `isShown` says so. */
export function putFiles(list, isShown) {
  if (list.length === 0) return;
  const isBlank = room.workspace.documents.every((document) => read(document).trim() === "");
  if (isBlank) {
    setFiles(list, list[0].path);
    return;
  }
  const [first] = list.map(({ path, text }) => put(path, text));
  if (isShown) room.workspace.active = first;
  listChanged();
}

function put(path, text) {
  const { standards } = room.workspace;
  standards.declined = standards.declined.filter((other) => other !== path);
  const present = room.workspace.find(path);
  if (!present) return room.workspace.add(path, text);
  const before = read(present);
  if (before !== text) room.surface?.edit(present, [{ from: 0, to: before.length, insert: text.replace(/\r\n?/g, "\n") }]);
  return present;
}

/** Adds a file, or replaces the text of the one that has this path, and shows it; its path. */
export function addFile(path, text) {
  if (text === undefined && room.workspace.find(path)) return setActive(path);
  room.workspace.active = put(path, text ?? "");
  listChanged();
  return room.workspace.active.path;
}

/** Adds an empty tab and shows it; its path. */
export function newFile(path) {
  room.workspace.active = room.workspace.add(path ?? UNTITLED, "");
  listChanged();
  return room.workspace.active.path;
}

/** Renames a file; the path it got. */
export function renameFile(old, path) {
  const document = room.workspace.find(old);
  if (!document) return old;
  const got = room.workspace.rename(document, path);
  const { used } = room.workspace.standards;
  if (used?.from === old) used.from = got;
  room.surface?.refresh(document);
  listChanged();
  return got;
}

/** Closes a file; the token reopens it with its history. */
export function closeFile(path) {
  const document = room.workspace.find(path);
  if (!document) return 0;
  const token = room.workspace.close(document);
  listChanged();
  return token;
}

/** Brings back what a token of `closeFile` or `setFiles` stands for. */
export function reopen(token) {
  const isBack = room.workspace.reopen(token, (document) => read(document) === "");
  listChanged();
  return isBack;
}

/** Shows a file. */
export function setActive(path) {
  const document = room.workspace.find(path);
  if (document && document !== room.workspace.active) {
    room.workspace.active = document;
    room.surface?.show(document);
    tellFiles();
  }
  return room.workspace.active.path;
}

/** Moves a file's tab. */
export function moveFile(path, to) {
  const document = room.workspace.find(path);
  if (document) room.workspace.move(document, to);
  tellFiles();
}

/** Hides the values of an `.env` file behind dots, or shows them. */
export function setMasked(path, masked) {
  const document = room.workspace.find(path);
  if (!document) return;
  document.masked = masked;
  room.surface?.refresh(document);
  tellFiles();
}

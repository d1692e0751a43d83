//! The standard of the review: the reader's own, kept in this browser, or one that came with the files.

import { schedule } from "./reviewing.js";
import { asked, read, room } from "./room.js";

/** Where this browser keeps the reader's own, and what was decided about those that came with the draft. */
export const KEYS = { mine: "nestor.standard", decided: "nestor.decided" };
/** Where a standard came from, if not from a file: else it is the file's path. */
export const LINK = "link";

let standing = null;

/** The text of a standard that came with the files; of a file, as it is now. */
export function textOf({ from, text }) {
  if (from === LINK) return text;
  const document = room.workspace.find(from);
  return document && read(document);
}

/** Brings back the reader's own standard and, with a draft, what was decided about those that came with it. */
export function beginStandard() {
  try {
    room.mine = localStorage.getItem(KEYS.mine);
    const decided = localStorage.getItem(KEYS.decided);
    const isBlank = room.workspace.documents.every((document) => read(document) === "");
    if (isBlank) localStorage.removeItem(KEYS.decided);
    else if (decided) Object.assign(room.workspace.standards, JSON.parse(decided));
  } catch {
    // Then it is the default one.
  }
  standing = () => import("./later/standing.js").then(({ follow }) => follow());
  schedule(0);
}

/** The path of the file that the standard in use is; empty if it is none. */
export function standardPath() {
  const { used } = room.workspace.standards;
  return used && room.workspace.find(used.from) ? used.from : "";
}

/** Before each review: the one in use may be a file that has changed, and files may have brought one. */
export function followStandard() {
  const { standards, paths } = room.workspace;
  room.standard = (standards.used && textOf(standards.used)) ?? room.mine;
  room.hasStandards ||= room.standard !== null || paths.some((path) => path.endsWith("nestor.json"));
  if (room.hasStandards) standing?.();
}

/** The standard of a link, to be offered. */
export const offerStandard = async (text) => (await asked("./later/standing.js"))?.offer(text);

/** Opens the dialog about the standard. */
export const openStandard = async () => (await asked("./later/standard-dialog.js"))?.openStandard();

/** Takes the standard on offer for this review, or stays with the present one. */
export const chooseStandard = async (isTaken) => (await asked("./later/standing.js"))?.choose(isTaken);

/** Takes the last change of the standard back. */
export const undoStandard = async () => (await asked("./later/standing.js"))?.undo();

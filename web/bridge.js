//! What the page's app talks to: the files and their editor on one side, the engine in its worker on the other.

import { files } from "./files.js";

export { detectPath } from "./detect.js";
export { openFiles, openWorkspace, splitPasted } from "./editing.js";
export {
  addFile,
  closeFile,
  files,
  moveFile,
  newFile,
  renameFile,
  reopen,
  savedText,
  setActive,
  setFiles,
  setMasked,
} from "./files.js";
export { LIMITS } from "./limits.js";
export { applyEdits, focusEditor, reveal, selectFinding, setTheme, showReview, stepFinding, undoLast } from "./marking.js";
export {
  engineVersion,
  examples,
  fetchRest,
  fixedFiles,
  highlight,
  report,
  reviewNow,
  rules,
  setStandard,
  startEngine,
} from "./reviewing.js";

/** Scripts that are fetched when they are asked for. */
const sharing = () => import("./later/sharing.js");
let shared = null;

export const decodeShare = async (encoded) => (await import("./later/share.js")).decodeShare(encoded);
export async function prepareShare(leftOut, mask, standard, a, sel) {
  shared = await sharing();
  return shared.prepare(files(), { leftOut: leftOut.split("\n"), mask, standard, a, sel });
}
/** At once: a browser may give the clipboard only to what a press does by itself. */
export const sharedMarkdown = () => shared?.sharedMarkdown() ?? "";
export const downloadZip = async (name) => (await sharing()).downloadZip(name);
export const keepOffline = async (offer) => (await import("./later/offline.js")).keepOffline(offer);
export const takeUpdate = async () => (await import("./later/offline.js")).takeUpdate();

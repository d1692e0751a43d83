//! What the page's app talks to: the files and their editor on one side, the engine in its worker on the other.

import { read, room } from "./room.js";
import { encodeShare } from "./share.js";

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
  teamNote,
  startEngine,
} from "./reviewing.js";
export { decodeShare, encodeShare } from "./share.js";

/** The part of a link behind `#s=` that selects a finding; files with environment values stay out. */
export async function linkTo(a, sel) {
  const open = room.workspace.documents.filter(({ path, masked }) => !masked && !path.includes(".env"));
  const f = open.map((document) => [document.path, read(document)]).filter(([, text]) => text !== "");
  return encodeShare({ f, a, sel, ...(room.standard && { std: room.standard }) });
}

/** Shows the report in `host`; what a person has checked is `[{item, note}]`. */
export const showReport = async (host, checked) => (await import("./later/report.js")).show(host, checked);

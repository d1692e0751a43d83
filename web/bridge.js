//! What the page's app talks to: the files and their editor on one side, the engine in its worker on the other.

import { asked } from "./room.js";

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
  examples,
  fetchRest,
  highlight,
  report,
  reviewNow,
  rules,
  rulesWithWords,
  setStandard,
  startEngine,
  teamNote,
  words,
} from "./reviewing.js";
export { beginStandard, chooseStandard, offerStandard, openStandard, undoStandard } from "./standard.js";

/** The reason is the error's `code`. */
export async function decodeShare(encoded) {
  const share = await import("./later/share.js").catch(() => Promise.reject({ code: "absent" }));
  return share.decodeShare(encoded);
}

/** Nobody asked for this: where it cannot be had, nothing is kept and nothing said. */
export const keepOffline = async (offer) => (await import("./later/offline.js").catch(() => null))?.keepOffline(offer);
export const takeUpdate = async () => (await import("./later/offline.js")).takeUpdate();

/** Opens the command palette; `choose(name)` hears what was chosen. */
export const openPalette = async (choose) => (await asked("./later/palette.js"))?.openPalette(choose);

/** Opens the share dialog; a link can open the selected finding. */
export const openShare = async (selected) => (await asked("./later/sharing-dialog.js"))?.openShare(selected);

/** Opens the menu of a finding below its button. */
export const openFindingMenu = async (button, fingerprint) => (await asked("./later/finding.js"))?.openMenu(button, fingerprint);

/** Opens the dialog with the safe fixes of these findings. */
export const openFixes = async (fingerprints) => (await asked("./later/finding.js"))?.openFixes(fingerprints);

/** Shows the checklist in `host`; what a person has ticked is JSON `[[item, note]]`, or nothing. */
export const showChecklist = async (host, ticks) => (await asked("./later/checklist.js"))?.show(host, ticks);

/** The same for the report. */
export const showReport = async (host, ticks) => (await asked("./later/report.js"))?.show(host, ticks);

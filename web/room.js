//! What the parts of the bridge share: the files, their editor, the engine, and who is told.

import { Workspace } from "./workspace.js";

export const room = {
  workspace: new Workspace(),
  /** Shows the files: the textarea, later the editor; null until there is one. */
  surface: null,
  /** Keeps the engine at work; null until it is started. */
  supervisor: null,
  tellEngine: () => {},
  tellWorkspace: () => {},
  theme: "light",
  /** The text of the standard in use, a `nestor.json`, or null for the default one; what it notes about rules. */
  standard: null,
  notes: undefined,
  /** The reader's own, in the same way, and whether this browser keeps it. */
  mine: null,
  isMineKept: true,
  /** Whether another than the default one may be in use or on offer. */
  hasStandards: false,
  /** The last review that arrived, with the texts it speaks of and the documents behind its paths. */
  arrived: { findings: [], texts: new Map(), byPath: new Map() },
  /** What the last intake did not open: `[{path, reason}]`, and words about what it passed over. */
  unopened: { skipped: [], words: "" },
  /** The chosen finding's fingerprint. */
  chosen: null,
};

/** A document's text as it is now. */
export const read = (document) => room.surface?.read(document) ?? document.text;

const scripts = new Map();
let turn = 0;

/**
 * A script that is fetched when it is asked for, or null where it cannot be had: then the app says so. A browser asks for an address that
 * has failed no second time, so it gets another one.
 */
export async function asked(path) {
  const script = scripts.get(path) ?? (await import(path).catch(() => import(`${path}?again=${++turn}`)).catch(() => null));
  if (script) scripts.set(path, script);
  room.tellWorkspace("absent", script === null);
  return script;
}

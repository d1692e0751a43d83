//! What the share dialog shows and hands over: the files as they are or with their secrets masked, as a link, as Markdown, as a .zip.

import { room } from "../room.js";
import { saving } from "./shared/elements.js";
import { markdown } from "./sharing/markdown.js";
import { masked, secretsIn } from "./sharing/secrets.js";
import { encodeShare } from "./share.js";
import { whoseStandard } from "./standing.js";
import { entriesOf, readStandard, written } from "./standard/nestor-json.js";

/** The rules of the engine that find secrets in the source. */
const LITERAL_RULES = ["crypto/hard-coded-secret", "auth/jwt-secret-literal"];
/** More rows help nobody. */
const MOST_ROWS = 200;

/** The files of the last call of `prepare`, as they are shared. */
let shared = [];

/**
 * Makes what is shared from files `{path, text}` and what the dialog says: which are left out, whether secrets are masked, what else the
 * link carries. The texts of the reader stay as they are.
 */
export async function prepare(files, { leftOut, mask, standard, notes, ...link }) {
  const chosen = files.filter(({ path, text }) => text !== "" && !leftOut.includes(path));
  const looked = chosen.map(({ path, text }) => ({ path, text, secrets: secretsIn(path, text, reviewed(path, text)) }));
  const found = looked.flatMap(({ path, secrets }) => secrets.map(({ kind, line }) => [`${path}:${line}`, kind]));
  shared = looked.map(({ path, text, secrets }) => ({ path, text: mask ? masked(text, secrets) : text }));
  const made = {
    found: found.slice(0, MOST_ROWS),
    secrets: found.length,
    whole: isWhole(files, chosen) && !(mask && found.length > 0) && (notes || ownNotes() === 0),
  };
  if (standard) link.std = sharedStandard(notes || ownNotes() === 0);
  if (chosen.length === 0) return { ...made, failure: "There is no file to share yet." };
  try {
    return { ...made, encoded: await encodeShare({ f: shared.map(({ path, text }) => [path, text]), ...link }) };
  } catch (error) {
    return { ...made, failure: error.message, tooLong: error.code === "too-large" };
  }
}

/** How many notes on rules are the reader's own, which stay here unless they are wanted in the link. */
export const ownNotes = () => (whoseStandard() === "mine" ? entriesOf(readStandard(room.mine), "notes").length : 0);

/** The standard in use, if it differs from the default one; with or without its notes on rules. */
function sharedStandard(withNotes) {
  const standard = readStandard(room.standard ?? "");
  if (!standard) return room.standard;
  if (!withNotes) delete standard.notes;
  return written(standard) ?? undefined;
}

const isWhole = (files, chosen) => files.filter(({ text }) => text !== "").length === chosen.length;

/** Where the engine's last review has seen a secret, as long as the text is the one it saw. */
function reviewed(path, text) {
  const { findings, texts, byPath } = room.arrived;
  if (texts.get(byPath.get(path)) !== text) return [];
  const places = findings.filter(({ rule }) => LITERAL_RULES.includes(rule)).flatMap((finding) => [finding, ...finding.steps]);
  return places.filter((place) => place.path === path).map(({ range }) => [range.start.offset, range.end.offset]);
}

/** Files that may hold environment values, which stay out unless someone wants them in. */
export const withValues = () => room.workspace.documents.filter(({ path, masked }) => masked || path.includes(".env")).map(({ path }) => path);

/** The address that opens a link's part behind `#s=`. */
export const addressOf = (encoded) => `${location.href.split("#")[0]}#s=${encoded}`;

/** What is shared, as Markdown. */
export const sharedMarkdown = () => markdown(shared);

/** What is shared, as the bytes of a .zip, with the line ends that the files came with. */
export async function sharedZip() {
  const { zipped } = await import("./sharing/zip.js");
  return zipped(shared.map(({ path, text }) => ({ path, text: asItCame(path, text) })));
}

function asItCame(path, text) {
  const document = room.workspace.find(path);
  return document ? (document.bom ? "\ufeff" : "") + text.replaceAll("\n", document.lineEnd) : text;
}

/** Saves what is shared as a .zip. */
export async function downloadZip(name) {
  saving(name, await sharedZip(), "application/zip");
}

//! Which standard is in use, which is on offer, and what is done with them; the app hears of every change.

import { schedule } from "../reviewing.js";
import { read, room } from "../room.js";
import { followStandard, KEYS, LINK, textOf } from "../standard.js";
import { canonical, counts, readStandard, written } from "./standard/nestor-json.js";

/** What the engine says of a standard that cannot be read, which is not what becomes of one that is not in use. */
const DEFAULT = " The default standard is used.";

let told = "";
// From now on every change is told, also the one back to the default standard.
room.hasStandards = true;
/** What stood before the last change. */
let former = null;

/** Looks at the files and tells what has changed. */
export function follow() {
  look();
  tell();
}

/** A file with a standard is offered until one says what shall be done with it. */
function look() {
  const { standards, documents } = room.workspace;
  const { used, offered, declined } = standards;
  if (offered?.from === LINK) return;
  const settled = [canonical(room.standard), used?.from, ...declined];
  const files = documents.map((document) => ({ from: document.path, text: read(document) })).filter(({ from, text }) => isStandard(from) && text.trim() !== "");
  const [file] = files.filter(({ from, text }) => !settled.includes(from) && !settled.includes(canonical(text))).sort((a, b) => a.from.length - b.from.length);
  if (file?.from !== offered?.from) standards.offered = file ? { from: file.from } : null;
}

const isStandard = (path) => /(?:^|\/)nestor\.json$/.test(path);

/** Offers the standard of a link, unless it is the one in use or was declined. */
export function offer(text) {
  const { standards } = room.workspace;
  if ([canonical(room.standard), ...standards.declined].includes(canonical(text))) return;
  standards.offered = { from: LINK, text };
  tell();
}

/** Tells the app which standard is in use and which is offered, and keeps what was decided. */
function tell() {
  const { used, offered, declined } = room.workspace.standards;
  const standard = readStandard(room.standard ?? "");
  room.notes = standard?.notes;
  const whose = whoseStandard();
  const payload = { whose, counts: standard && counts(standard), offer: offered && offerOf(offered) };
  const now = JSON.stringify([payload, room.standard, declined]);
  if (now === told) return;
  told = now;
  keep(KEYS.decided, used || declined.length > 0 ? JSON.stringify({ used, declined }) : null);
  room.tellEngine("standard", payload);
}

/** `default`, `mine`, `theirs`, or the path of a file. */
export function whoseStandard() {
  const { used } = room.workspace.standards;
  if (!used || textOf(used) === undefined) return room.mine === null ? "default" : "mine";
  return used.from === LINK ? "theirs" : used.from;
}

function offerOf(offered) {
  const text = textOf(offered);
  const standard = readStandard(text);
  if (offered.examined !== text) examine(offered, text);
  return { from: offered.from, counts: standard && counts(standard), problem: offered.problem };
}

/** The engine says what it does not understand, and where. */
async function examine(offered, text) {
  Object.assign(offered, { examined: text, problem: "" });
  const [first, ...others] = await problemsOf(text).catch(() => []);
  if (offered.examined !== text || !first) return;
  offered.problem = `${first}${others.length > 0 ? ` And ${others.length} more.` : ""}`;
  tell();
}

/** What the engine does not understand in a standard: sentences, each with its place. */
export async function problemsOf(standard) {
  const { notes } = await room.supervisor.ask("examine", { standard });
  return notes.filter(({ range }) => range).map(({ range: { start }, message }) => `Line ${start.line}, column ${start.column}: ${message.replace(DEFAULT, "")}`);
}

/** Takes the standard on offer for this review, or stays with the present one. */
export function choose(isTaken) {
  remember();
  const { standards } = room.workspace;
  const { offered, used } = standards;
  for (const one of isTaken ? [used] : [offered]) decline(one);
  if (isTaken) standards.used = { from: offered.from, text: offered.text };
  standards.offered = null;
  changed();
}

/** Back to the reader's own; `isMine` makes the one in use the reader's own first. */
export function leave(isMine) {
  remember();
  if (isMine) keepMine(canonical(room.standard) || null);
  const { standards } = room.workspace;
  decline(standards.used);
  standards.used = null;
  changed();
}

function decline(standard) {
  const { declined } = room.workspace.standards;
  if (standard) declined.push(standard.from, canonical(textOf(standard)));
}

/** Whether the standard in use can be read, and so be changed. */
export const isReadable = () => readStandard(room.standard ?? "") !== null;

/** Changes the standard in use. */
export function change(how) {
  const standard = readStandard(room.standard ?? "");
  how(standard);
  replace(written(standard));
}

/** Puts a text in the place of the standard in use; null is the default one. */
export function replace(text) {
  remember();
  write(text);
  changed();
}

function write(text) {
  const { used } = room.workspace.standards;
  const document = used && room.workspace.find(used.from);
  if (document) room.surface.edit(document, [{ from: 0, to: read(document).length, insert: text ?? "{}\n" }]);
  else if (used?.from === LINK) used.text = text ?? "{}";
  else keepMine(text);
}

function keepMine(text) {
  room.mine = text;
  room.isMineKept = keep(KEYS.mine, text);
}

function remember() {
  former = { mine: room.mine, standard: room.standard, standards: structuredClone(room.workspace.standards) };
}

/** Takes the last change back. */
export function undo() {
  if (!former) return;
  const { mine, standard, standards } = former;
  former = null;
  room.workspace.standards = standards;
  if (mine !== room.mine) keepMine(mine);
  if (standards.used && standard !== textOf(standards.used)) write(standard);
  changed();
}

/** From here on no answer by the former standard is taken. */
function changed() {
  followStandard();
  schedule(0);
}

function keep(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

//! Findings in the code: where a place of the last review is now, and what is drawn, shown and changed there.

import { difference, drift } from "./drift.js";
import { setActive } from "./files.js";
import { schedule } from "./reviewing.js";
import { read, room } from "./room.js";

let applied = null;

/** Where a range of the last review is now: `{document, from, to}`, or null where it was edited. */
function placeNow(path, range) {
  const document = room.arrived.byPath.get(path);
  if (!document || !room.workspace.documents.includes(document)) return null;
  const place = drift(room.arrived.texts.get(document), read(document))(range.start.offset, range.end.offset);
  return place && { document, ...place };
}

/** Draws a choice of the last review's findings. */
export const showReview = (review) => draw(review.findings);

/** Draws findings where their text is now. */
export function draw(findings) {
  const marks = new Map();
  for (const { path, range, severity, certainty, title, fingerprint } of findings) {
    const place = placeNow(path, range);
    if (!place) continue;
    const { document, from, to } = place;
    if (!marks.has(document)) marks.set(document, []);
    marks.get(document).push({ from, to, severity, certainty, title, fingerprint });
  }
  room.surface?.mark(marks);
  choose();
}

/** Chooses a finding: its lines are tinted, its steps numbered. */
export function selectFinding(fingerprint) {
  room.chosen = fingerprint ?? null;
  choose();
}

/** Chooses a finding from within the code, and tells the app. */
export function pick(fingerprint) {
  selectFinding(fingerprint);
  room.tellWorkspace("select", { fingerprint });
}

function choose() {
  const steps = new Map();
  const finding = room.arrived.findings.find((other) => other.fingerprint === room.chosen);
  finding?.steps.forEach(({ path, range }, index) => {
    const place = placeNow(path, range);
    if (!place) return;
    const { document, from, to } = place;
    steps.set(document, [...(steps.get(document) ?? []), { from, to, number: index + 1 }]);
  });
  room.surface?.choose(room.chosen, steps);
}

/** Chooses the next or the former finding from the cursor, through all files and round. */
export function stepFinding(direction) {
  const places = room.workspace.documents.flatMap((document, file) =>
    [...(room.surface?.placesOf(document) ?? [])]
      .sort((a, b) => a.from - b.from)
      .map((mark) => ({ document, file, from: mark.from, to: mark.to, fingerprint: mark.fingerprint })),
  );
  if (places.length === 0) return;
  const here = places.findIndex(({ fingerprint }) => fingerprint === room.chosen);
  const next = here >= 0 && isAt(places[here]) ? places.at((here + direction) % places.length) : fromCursor(places, direction);
  setActive(next.document.path);
  room.surface.reveal(next.from, next.to, true);
  pick(next.fingerprint);
}

const isAt = ({ document, from, to }) => document === room.workspace.active && from <= room.surface.caret() && room.surface.caret() <= to;

function fromCursor(places, direction) {
  const file = room.workspace.documents.indexOf(room.workspace.active);
  const caret = room.surface.caret();
  const isAfter = (place) => place.file > file || (place.file === file && place.from > caret);
  const isBefore = (place) => place.file < file || (place.file === file && place.from < caret);
  return direction > 0 ? (places.find(isAfter) ?? places[0]) : (places.findLast(isBefore) ?? places.at(-1));
}

/** Shows a range of the last review, and puts the cursor there if `focus` says so. */
export function reveal(path, start, end, focus) {
  const range = { start: { offset: start }, end: { offset: end } };
  const place = placeNow(path, range) ?? (room.workspace.find(path) && { document: room.workspace.find(path), from: start, to: end });
  if (!place) return;
  setActive(place.document.path);
  room.surface?.reveal(place.from, place.to, focus);
}

/** Applies edits of the last review, one step of the history for each file; false if the place was edited since. */
export function applyEdits(edits) {
  const changes = new Map();
  for (const { path, range, text } of edits) {
    const place = placeNow(path, range);
    if (!place) return false;
    const { document, from, to } = place;
    changes.set(document, [...(changes.get(document) ?? []), { from, to, insert: text }]);
  }
  applied = [...changes].map(([document, list]) => {
    const before = read(document);
    room.surface.edit(document, list);
    return { document, before, after: read(document) };
  });
  schedule(0);
  return true;
}

/** Undoes the last `applyEdits`, also when more was typed elsewhere since. */
export function undoLast() {
  if (!applied) return false;
  const back = applied.map(({ document, before, after }) => {
    if (read(document) === after) return () => room.surface.undo(document);
    const inverse = takenBack(before, after, read(document));
    return inverse && (() => room.surface.edit(document, [inverse]));
  });
  if (back.includes(null)) return false;
  for (const step of back) step();
  applied = null;
  schedule(0);
  return true;
}

/** The change that turns what was applied back, in a text that went on since; null if it was typed into. */
function takenBack(before, after, now) {
  if (now === before) return { from: 0, to: 0, insert: "" };
  const { start, olderEnd, newerEnd } = difference(before, after);
  const place = drift(after, now)(start, newerEnd);
  return place && { ...place, insert: before.slice(start, olderEnd) };
}

/** Puts the cursor into the editor. */
export const focusEditor = () => room.surface?.focus();

/** Tells the editor which theme the page shows. */
export function setTheme(name) {
  room.theme = name;
  room.surface?.theme(name);
}

//! Findings drawn in the code: underlines, tinted lines, and the gutter's bars, shapes and numbers.

import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";

const ORDER = ["info", "low", "medium", "high", "critical"];
const SHAPES = {
  critical: "M1 1h10v10H1z",
  high: "M6 .8 11.6 11H.4z",
  medium: "M6 .2 11.8 6 6 11.8.2 6z",
  low: "M6 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
};
/** More lines than these are marked by the gutter's bar alone. */
const UNDERLINED_LINES = 6;
/** A bar does not follow a finding for more lines than these. */
const BARRED_LINES = 200;
/** More findings than these in one file are listed, not drawn. */
const DRAWN = 1000;

/** Replaces what is drawn: `{marks: [{from, to, severity, certainty, title, fingerprint}]}`. */
export const setMarks = StateEffect.define();
/** Chooses a finding: `{fingerprint, steps: [{from, to, number}]}`. */
export const setChosen = StateEffect.define();

const mapped = (changes) => (range) => {
  const from = changes.mapPos(range.from, 1);
  const to = changes.mapPos(range.to, -1);
  return { ...range, from: Math.min(from, to), to: Math.max(from, to), gone: to < from || (to === from && range.to > range.from) };
};
const kept = (ranges, changes) => ranges.map(mapped(changes)).filter((range) => !range.gone);

/** Keeps ranges inside the text, so that a stale one can never throw. */
function within(ranges, length) {
  return ranges
    .map((range) => {
      const from = Math.min(Math.max(0, range.from), length);
      return { ...range, from, to: Math.min(Math.max(from, range.to), length) };
    })
    .slice(0, DRAWN);
}

/** The findings of one file, glued to their text. */
export const marked = StateField.define({
  create: (state) => drawn(state.doc, { marks: [], chosen: null, steps: [] }),
  update(value, transaction) {
    let next = value;
    if (transaction.docChanged) {
      next = { ...next, marks: kept(next.marks, transaction.changes), steps: kept(next.steps, transaction.changes) };
    }
    const length = transaction.newDoc.length;
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) next = { ...next, marks: within(effect.value, length) };
      if (effect.is(setChosen)) {
        next = { ...next, chosen: effect.value.fingerprint, steps: within(effect.value.steps, length) };
      }
    }
    return next === value ? value : drawn(transaction.newDoc, next);
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.decorations),
});

/** Completes a value with its decorations and gutter marks. */
function drawn(doc, { marks, chosen, steps }) {
  const decorations = [];
  const lines = new Map();
  for (const mark of marks) {
    underline(doc, mark, decorations);
    bar(doc, mark, mark.fingerprint === chosen, lines, decorations);
  }
  for (const step of steps) {
    const line = doc.lineAt(step.from);
    const entry = lines.get(line.from) ?? { findings: [], severity: null, first: false };
    lines.set(line.from, { ...entry, number: entry.number ?? step.number });
    decorations.push(STEP_LINE.range(line.from));
  }
  const gutterMarks = [...lines].map(([from, entry]) => new FindingMarker(entry).range(from));
  return { marks, chosen, steps, decorations: Decoration.set(decorations, true), gutter: RangeSet.of(gutterMarks, true) };
}

const CHOSEN_LINE = Decoration.line({ class: "nestor-chosen-line" });
const STEP_LINE = Decoration.line({ class: "nestor-step-line" });

/** Underlines a finding's text line by line, without the indentation. */
function underline(doc, mark, decorations) {
  const first = doc.lineAt(mark.from);
  const last = doc.lineAt(mark.to);
  const end = last.number - first.number > UNDERLINED_LINES ? first.number : last.number;
  const style = Decoration.mark({
    class: `nestor-finding nestor-${mark.severity} nestor-${mark.certainty}`,
    attributes: { "data-fingerprint": mark.fingerprint },
  });
  for (let number = first.number; number <= end; number++) {
    const line = doc.line(number);
    const indent = line.text.length - line.text.trimStart().length;
    const from = Math.max(mark.from, line.from + indent);
    const to = Math.min(mark.to, line.to);
    if (from < to) decorations.push(style.range(from, to));
  }
}

/** Notes a finding on each of its lines for the gutter, and tints the lines if it is the chosen one. */
function bar(doc, mark, chosen, lines, decorations) {
  const first = doc.lineAt(mark.from).number;
  const last = Math.min(doc.lineAt(mark.to).number, first + BARRED_LINES);
  for (let number = first; number <= last; number++) {
    const { from } = doc.line(number);
    const entry = lines.get(from) ?? { findings: [], severity: null, first: false, chosen: false };
    if (number === first) entry.findings = [...entry.findings, mark.fingerprint];
    entry.first ||= number === first;
    entry.chosen ||= chosen;
    if (ORDER.indexOf(mark.severity) > ORDER.indexOf(entry.severity)) entry.severity = mark.severity;
    lines.set(from, entry);
    if (chosen) decorations.push(CHOSEN_LINE.range(from));
  }
}

/** One line's cell in the gutter. */
class FindingMarker extends GutterMarker {
  constructor(entry) {
    super();
    this.entry = entry;
    this.key = JSON.stringify(entry);
  }

  eq(other) {
    return this.key === other.key;
  }

  toDOM() {
    const { findings, severity, first, chosen, number } = this.entry;
    const cell = document.createElement("div");
    cell.className = `nestor-mark${severity ? ` nestor-${severity}` : ""}`;
    cell.classList.toggle("nestor-first", first);
    cell.classList.toggle("nestor-chosen", Boolean(chosen));
    if (severity) cell.append(element("span", "nestor-bar"));
    if (number) cell.append(element("span", "nestor-number", String(number)));
    else if (first) cell.append(shape(severity));
    if (!number && findings.length > 1) cell.append(element("span", "nestor-count", String(findings.length)));
    return cell;
  }
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function shape(severity) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[severity] ?? SHAPES.low);
  svg.append(path);
  return svg;
}

/** The gutter; a click on a line's shape chooses its finding, a further click the next one of that line. */
export function findingsGutter(choose) {
  return gutter({
    class: "nestor-gutter",
    markers: (view) => view.state.field(marked).gutter,
    domEventHandlers: {
      mousedown(view, line) {
        const here = view.state.field(marked).marks.filter((mark) => mark.from >= line.from && mark.from <= line.to);
        if (here.length === 0) return false;
        const { chosen } = view.state.field(marked);
        const at = here.findIndex((mark) => mark.fingerprint === chosen);
        choose(here[(at + 1) % here.length].fingerprint);
        return true;
      },
    },
  });
}

/** The smallest finding around a place, or nothing. */
export function findingAt(state, offset) {
  let best = null;
  for (const mark of state.field(marked).marks) {
    const around = mark.from <= offset && offset <= mark.to;
    if (around && (!best || mark.to - mark.from < best.to - best.from)) best = mark;
  }
  return best;
}

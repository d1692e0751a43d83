//! The textarea as an editor: what there is before the real one has loaded, and if it never does.

import { drift } from "./drift.js";

/** Wraps the page's textarea in the same face as the editor's surface. */
export function plainSurface(textarea, on) {
  return new PlainSurface(textarea, on);
}

class PlainSurface {
  constructor(textarea, on) {
    this.textarea = textarea;
    this.on = on;
    this.marks = new Map();
    this.undone = new Map();
    this.document = null;
    this.listening = new AbortController();
    const { signal } = this.listening;
    textarea.addEventListener("input", () => this.changed(), { signal });
    for (const kind of ["keyup", "click", "focus"]) textarea.addEventListener(kind, () => this.moved(), { signal });
    textarea.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  show(document) {
    this.document = document;
    this.textarea.value = document.text;
    this.textarea.setAttribute("aria-label", `Code: ${document.path}`);
  }

  read(document) {
    return document.text;
  }

  refresh(document) {
    if (document === this.document) this.textarea.setAttribute("aria-label", `Code: ${document.path}`);
  }

  forget(document) {
    if (this.document === document) this.document = null;
  }

  changed() {
    if (!this.document) return;
    this.document.text = this.textarea.value;
    this.on.changed(this.document);
  }

  key(event) {
    if (event.key !== "F8") return;
    event.preventDefault();
    this.on.step(event.shiftKey ? -1 : 1);
  }

  moved() {
    if (!this.document) return;
    const offset = this.caret();
    const around = this.placesOf(this.document).find((mark) => mark.from <= offset && offset <= mark.to);
    const line = this.textarea.value.slice(0, offset).split("\n").length;
    this.on.moved({ document: this.document, offset, line, fingerprint: around?.fingerprint ?? null });
  }

  edit(document, changes) {
    this.undone.set(document, document.text);
    let text = document.text;
    for (const { from, to, insert } of [...changes].sort((a, b) => b.from - a.from)) {
      text = text.slice(0, from) + insert + text.slice(to);
    }
    this.replace(document, text);
  }

  undo(document) {
    const before = this.undone.get(document);
    if (before === undefined) return false;
    this.undone.delete(document);
    this.replace(document, before);
    return true;
  }

  replace(document, text) {
    const caret = this.caret();
    document.text = text;
    if (document === this.document) {
      this.textarea.value = text;
      this.select(caret, caret);
    }
    this.on.changed(document);
  }

  mark(marks) {
    this.marks = new Map([...marks].map(([document, ranges]) => [document, { text: document.text, ranges }]));
  }

  choose() {}

  placesOf(document) {
    const marks = this.marks.get(document);
    if (!marks) return [];
    const place = drift(marks.text, document.text);
    return marks.ranges.map((mark) => ({ ...mark, ...place(mark.from, mark.to) }));
  }

  /** A textarea scrolls to its selection only while it is focused. */
  reveal(from, to, focus) {
    if (!focus) return;
    this.textarea.focus();
    this.select(from, to);
  }

  focus() {
    this.textarea.focus();
  }

  caret() {
    return this.textarea.selectionStart;
  }

  select(from, to) {
    this.textarea.setSelectionRange(from, to);
  }

  theme() {}

  destroy() {
    this.listening.abort();
  }
}

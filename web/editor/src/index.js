//! The editor as the page sees it: a surface that shows one document at a time and draws the findings in it.

import { undo } from "@codemirror/commands";
import { EditorView } from "@codemirror/view";
import { coloured, dark, label, labelled, language, mask, stateOf } from "./extensions.js";
import { fetchedLanguageOf } from "./languages.js";
import { findingAt, marked, setChosen, setMarks } from "./marks.js";
import { masking } from "./masking.js";

const HELP = "Tab leaves the editor. Ctrl+M makes Tab indent. Escape leads to the findings, F8 to the next one.";
/** A range is in sight when it is, or this many of its characters. */
const SEEN = 12;
/** How wide line numbers and marks are, in pixels, where that cannot be measured. */
const GUTTERS = 64;
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * Mounts the editor in an open shadow root, which keeps its styles apart from the page's and inside a strict
 * Content-Security-Policy. `on` holds the callbacks `changed(document)`, `moved({document, offset, line, fingerprint})`,
 * `chosen(fingerprint)` and `step(direction)`.
 */
export function mountEditor(host, { on, placeholder, theme }) {
  return new Surface(host, on, placeholder, theme);
}

class Surface {
  constructor(host, on, placeholder, theme) {
    this.on = on;
    this.isDark = theme === "dark";
    this.states = new Map();
    this.scrolls = new Map();
    this.marks = new Map();
    this.choice = { fingerprint: null, steps: new Map() };
    this.document = null;
    this.events = {
      placeholder,
      chosen: (fingerprint) => on.chosen(fingerprint),
      step: (direction) => (on.step(direction), true),
      updated: (update) => this.updated(update),
    };
    this.frame = document.createElement("div");
    this.frame.className = "nestor-editor";
    this.tellKeyboardFocus();
    host.append(this.frame);
    this.view = new EditorView({ root: this.frame.attachShadow({ mode: "open" }), parent: this.inside() });
    this.view.setTabFocusMode(true);
  }

  /** The shadow root's content: the help that describes the text field, and the place for the editor. */
  inside() {
    const root = this.frame.shadowRoot;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ":host{display:block;position:relative;height:100%;min-height:0;overflow:hidden}.place{height:100%}" +
        ":host([data-keyboard]:focus-within)::after{content:'';position:absolute;inset:0;z-index:300;" +
        "border:2px solid var(--accent);pointer-events:none}" +
        "#nestor-editor-help{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}",
    );
    root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
    const help = document.createElement("p");
    help.id = "nestor-editor-help";
    help.textContent = HELP;
    const place = document.createElement("div");
    place.className = "place";
    root.append(help, place);
    return place;
  }

  /** A ring shows where the focus is to whoever came by keyboard; who clicked sees the cursor. */
  tellKeyboardFocus() {
    let pressed = -Infinity;
    this.frame.addEventListener("pointerdown", ({ timeStamp }) => (pressed = timeStamp), true);
    this.frame.addEventListener("focusin", ({ timeStamp }) =>
      this.frame.toggleAttribute("data-keyboard", timeStamp - pressed > 500),
    );
  }

  /** Shows a document, with its own history, marks and scroll position. */
  show(document) {
    if (this.document === document) return;
    this.keep();
    this.document = document;
    this.view.setState(this.stateOf(document));
    this.dress();
    this.colour(document);
    const scroll = this.scrolls.get(document);
    if (scroll) this.view.dispatch({ effects: scroll });
    else this.view.scrollDOM.scrollTop = 0;
  }

  /** Puts the shown document's state away. */
  keep() {
    if (!this.document) return;
    this.states.set(this.document, this.view.state);
    this.scrolls.set(this.document, this.view.scrollSnapshot());
  }

  stateOf(document) {
    return this.states.get(document) ?? stateOf(document, document.text, this.events, this.isDark);
  }

  /** Brings what may have changed while the document was not shown up to date. */
  dress() {
    const { document, view } = this;
    view.dispatch({
      effects: [
        dark.reconfigure(EditorView.darkTheme.of(this.isDark)),
        setMarks.of(this.marks.get(document) ?? []),
        setChosen.of(this.chosenIn(document)),
      ],
    });
  }

  chosenIn(document) {
    return { fingerprint: this.choice.fingerprint, steps: this.choice.steps.get(document) ?? [] };
  }

  /** Colours by a language that has to be fetched first. */
  async colour(document) {
    const found = await fetchedLanguageOf(document.path).catch(() => null);
    if (found && this.document === document) this.view.dispatch({ effects: language.reconfigure(found) });
  }

  /** The document's text. */
  read(document) {
    const state = this.document === document ? this.view.state : this.states.get(document);
    if (!state) return document.text;
    if (document.doc !== state.doc) {
      document.doc = state.doc;
      document.text = state.doc.toString();
    }
    return document.text;
  }

  /** Takes over a document's new path or masking. */
  refresh(document) {
    const effects = [
      label.reconfigure(labelled(document.path)),
      language.reconfigure(coloured(document.path, this.read(document))),
      mask.reconfigure(document.masked ? masking : []),
    ];
    this.dispatch(document, { effects });
    if (document === this.document) this.colour(document);
  }

  /** Forgets a document's history. */
  forget(document) {
    this.read(document);
    this.states.delete(document);
    this.scrolls.delete(document);
    this.marks.delete(document);
    if (this.document === document) this.document = null;
  }

  dispatch(document, spec) {
    if (document === this.document) this.view.dispatch(spec);
    else this.states.set(document, this.stateOf(document).update(spec).state);
  }

  /** Replaces ranges as one step of the history. */
  edit(document, changes) {
    this.dispatch(document, { changes, userEvent: "input.fix", scrollIntoView: false });
    if (document !== this.document) this.on.changed(document);
  }

  /** Takes the newest step of the history back. */
  undo(document) {
    const state = document === this.document ? this.view.state : this.stateOf(document);
    return undo({ state, dispatch: (transaction) => this.accept(document, transaction) });
  }

  accept(document, transaction) {
    if (document === this.document) return this.view.dispatch(transaction);
    this.states.set(document, transaction.state);
    return this.on.changed(document);
  }

  /** Draws findings: a map from document to `[{from, to, severity, certainty, title, fingerprint}]`. */
  mark(marks) {
    this.marks = marks;
    for (const document of this.states.keys()) {
      if (document !== this.document) this.dispatch(document, { effects: setMarks.of(marks.get(document) ?? []) });
    }
    if (this.document) this.view.dispatch({ effects: setMarks.of(marks.get(this.document) ?? []) });
  }

  /** Chooses a finding; `steps` maps a document to `[{from, to, number}]`. */
  choose(fingerprint, steps) {
    this.choice = { fingerprint, steps };
    if (this.document) this.view.dispatch({ effects: setChosen.of(this.chosenIn(this.document)) });
  }

  /** Where the drawn findings of a document are now. */
  placesOf(document) {
    const state = document === this.document ? this.view.state : this.states.get(document);
    return state ? state.field(marked).marks : (this.marks.get(document) ?? []);
  }

  /** Scrolls a range of the shown document to a third of the height, and puts the cursor there if asked to. */
  reveal(from, to, focus) {
    const { clientHeight } = this.view.scrollDOM;
    const anchor = Math.min(from, this.view.state.doc.length);
    const place = { y: "start", yMargin: clientHeight / 3, x: "nearest", xMargin: this.sides().width / 4 };
    this.view.dispatch({
      selection: focus ? { anchor } : undefined,
      effects: EditorView.scrollIntoView(this.sideways(anchor, to), place),
    });
    if (focus) this.view.focus();
  }

  /** What to scroll to sideways: the line's beginning where the place is in sight from there, so that code stays at its left edge. */
  sideways(anchor, to) {
    const line = this.view.state.doc.lineAt(anchor);
    const { left, width } = this.sides();
    const isInSight = left + (anchor - line.from + Math.min(to - anchor, SEEN)) * this.view.defaultCharacterWidth < width;
    return isInSight ? line.from : anchor;
  }

  /** Where the text begins and how wide the editor is; while a phone shows another pane, as it will be: as wide as the window. */
  sides() {
    const { contentDOM, scrollDOM } = this.view;
    if (scrollDOM.clientWidth === 0) return { left: GUTTERS, width: innerWidth };
    const left = contentDOM.getBoundingClientRect().left + scrollDOM.scrollLeft - scrollDOM.getBoundingClientRect().left;
    return { left, width: scrollDOM.clientWidth };
  }

  focus() {
    this.view.focus();
  }

  /** The cursor's place. */
  caret() {
    return this.view.state.selection.main.head;
  }

  /** Selects a range without moving the view: the textarea's selection, carried over. */
  select(from, to) {
    const { length } = this.view.state.doc;
    this.view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) } });
  }

  theme(name) {
    this.isDark = name === "dark";
    if (this.document) this.view.dispatch({ effects: dark.reconfigure(EditorView.darkTheme.of(this.isDark)) });
  }

  updated(update) {
    if (!this.document || update.startState === update.state) return;
    if (update.docChanged) this.on.changed(this.document);
    if (update.selectionSet || update.docChanged) this.moved(update);
  }

  /** Tells where the cursor is, and says a finding's name when the cursor enters it. */
  moved({ state, selectionSet }) {
    const offset = state.selection.main.head;
    const finding = findingAt(state, offset);
    const line = state.doc.lineAt(offset).number;
    const entered = selectionSet && finding && finding.fingerprint !== this.entered;
    this.entered = finding?.fingerprint ?? null;
    if (entered) {
      const words = `Line ${line}, ${capital(finding.severity)}: ${finding.title}`;
      queueMicrotask(() => this.view.dispatch({ effects: EditorView.announce.of(words) }));
    }
    this.on.moved({ document: this.document, offset, line, fingerprint: this.entered });
  }

  destroy() {
    this.view.destroy();
    this.frame.remove();
  }
}

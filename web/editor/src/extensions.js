//! What every file's editor state is made of.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { languageOf } from "./languages.js";
import { findingsGutter, marked } from "./marks.js";
import { masking } from "./masking.js";
import { theme } from "./theme.js";

export const language = new Compartment();
export const label = new Compartment();
export const mask = new Compartment();
export const dark = new Compartment();

/** A file longer than this is shown without colours: it is beyond what is reviewed, and the page stays quick. */
const COLOURED = 300 * 1024;
const LONGEST_LINE = 2000;

/** Keys of the page that must not end in the editor. */
const LEFT_TO_THE_PAGE = new Set(["Mod-Enter"]);

/** Ctrl+M: Tab leaves the editor, or indents. */
function toggleTab(view) {
  view.setTabFocusMode();
  const leaves = view.inputState.tabFocusMode === 0;
  view.dispatch({ effects: EditorView.announce.of(leaves ? "Tab leaves the editor." : "Tab indents.") });
  return true;
}

const keys = (events) => [
  { key: "F8", run: () => events.step(1), shift: () => events.step(-1), preventDefault: true },
  { key: "Ctrl-m", mac: "Shift-Alt-m", run: toggleTab },
  indentWithTab,
  ...defaultKeymap.filter((binding) => !LEFT_TO_THE_PAGE.has(binding.key) && binding.run?.name !== "toggleTabFocusMode"),
  ...searchKeymap,
  ...historyKeymap,
];

/** The name a screen reader says. */
export const labelled = (path) =>
  EditorView.contentAttributes.of({
    "aria-label": `Code: ${path}`,
    "aria-describedby": "nestor-editor-help",
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
    enterkeyhint: "enter",
    tabindex: "0",
  });

/**
 * Typing over a selection is done here: the browser would keep the colours of what goes in a `style` attribute, which the page's policy
 * forbids.
 */
const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main } = view.state.selection;
    if (event.inputType !== "insertText" || !event.data || event.isComposing || main.empty) return false;
    const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    const isTaken = view.state.facet(EditorView.inputHandler).some((take) => take(view, main.from, main.to, event.data, insert));
    if (!isTaken) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

/** The language to colour a text in; a parser would hold the page up over one that is huge or has endless lines. */
export const coloured = (path, text) => (isQuick(text) ? languageOf(path) : []);

function isQuick(text) {
  if (text.length > COLOURED) return false;
  for (let at = 0; text.length - at > LONGEST_LINE; ) {
    const end = text.indexOf("\n", at);
    if (end < 0 || end - at > LONGEST_LINE) return false;
    at = end + 1;
  }
  return true;
}

/** Drops the colours in the very step that brings such a text in. */
const quickPaste = EditorState.transactionExtender.of((transaction) => {
  let slow = false;
  transaction.changes.iterChanges((fromA, toA, fromB, toB, inserted) => {
    slow ||= toB - fromB > LONGEST_LINE && !isQuick(inserted.toString());
  });
  return slow ? { effects: language.reconfigure([]) } : null;
});

/** A fresh state for a document. */
export function stateOf(document, text, events, isDark) {
  return EditorState.create({
    doc: text,
    extensions: [
      keymap.of(keys(events)),
      lineNumbers(),
      findingsGutter(events.chosen),
      marked,
      highlightSpecialChars(),
      highlightActiveLineGutter(),
      history(),
      quickPaste,
      typedOver,
      indentOnInput(),
      indentUnit.of("  "),
      bracketMatching({ maxScanDistance: 2000 }),
      search({ top: true }),
      placeholder(events.placeholder),
      language.of(coloured(document.path, text)),
      label.of(labelled(document.path)),
      mask.of(document.masked ? masking : []),
      dark.of(EditorView.darkTheme.of(isDark)),
      theme,
      EditorView.updateListener.of(events.updated),
    ],
  });
}

//! How the editor looks: every colour is a variable of the page, so light and dark are one theme.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const severity = (name, short) => ({
  [`.nestor-${name}`]: { "--severity": `var(--${short})` },
});

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--panel)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", overflow: "auto" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 16px 0 6px" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)" },
  ".cm-placeholder": { color: "var(--dim)" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--dim)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 4px", minWidth: "34px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--selection, color-mix(in srgb, var(--accent) 28%, transparent))",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--dim)",
  },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-textfield, .cm-button": {
    background: "var(--panel)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "6px",
    fontSize: "13px",
  },
  ".cm-searchMatch": { backgroundColor: "var(--med-bg)", outline: "1px solid var(--med)" },
  ".cm-searchMatch-selected": { outline: "2px solid var(--accent)" },
  "@media (pointer: coarse)": { "&": { fontSize: "14px" } },
});

const findings = EditorView.theme({
  ...severity("critical", "crit"),
  ...severity("high", "high"),
  ...severity("medium", "med"),
  ...severity("low", "low"),
  ...severity("info", "low"),
  ".nestor-finding": {
    textDecoration: "underline 1.5px var(--severity)",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  ".nestor-certain": { textDecorationStyle: "wavy", textDecorationThickness: "1px" },
  ".nestor-likely, .nestor-check": { textDecorationStyle: "dotted", textDecorationThickness: "2px" },
  ".nestor-step-line": { backgroundColor: "color-mix(in srgb, var(--sel) 55%, transparent)" },
  ".nestor-chosen-line": { backgroundColor: "var(--sel)" },
  ".nestor-masked": { "-webkit-text-security": "disc", textSecurity: "disc" },
  ".nestor-gutter": { width: "24px", cursor: "default" },
  ".nestor-gutter .cm-gutterElement": { padding: "0" },
  ".nestor-mark": { display: "flex", height: "100%", alignItems: "center", color: "var(--severity)" },
  ".nestor-mark.nestor-first": { cursor: "pointer" },
  ".nestor-bar": { width: "3px", alignSelf: "stretch", backgroundColor: "currentColor" },
  ".nestor-chosen .nestor-bar": { backgroundColor: "var(--accent)" },
  ".nestor-mark svg": { width: "11px", height: "11px", marginLeft: "4px", fill: "currentColor" },
  ".nestor-count": { fontSize: "9px", lineHeight: "1", alignSelf: "flex-start", marginTop: "2px", fontWeight: "700" },
  ".nestor-number": {
    marginLeft: "3px",
    width: "15px",
    height: "15px",
    borderRadius: "8px",
    fontSize: "10px",
    lineHeight: "15px",
    textAlign: "center",
    fontWeight: "700",
    backgroundColor: "var(--accent)",
    color: "var(--panel)",
  },
  "@media (forced-colors: active)": {
    ".nestor-chosen-line": { outline: "1px solid Highlight" },
    ".nestor-bar, .nestor-number": { forcedColorAdjust: "none" },
    ".nestor-mark svg": { forcedColorAdjust: "none" },
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self], color: "var(--kw)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--str)" },
  { tag: [tags.meta, tags.annotation], color: "var(--dec)" },
  { tag: [tags.comment], color: "var(--com, var(--dim))", fontStyle: "italic" },
  { tag: [tags.number, tags.bool, tags.atom, tags.null], color: "var(--num, var(--kw))" },
  { tag: [tags.typeName, tags.className], color: "var(--typ, var(--text))" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--fn, var(--text))" },
]);

/** The whole look. */
export const theme = [look, findings, syntaxHighlighting(colours)];

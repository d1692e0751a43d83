//! Prisma schemas for CodeMirror: enough of a tokenizer to tell words apart, nothing that could fail.

import { StreamLanguage } from "@codemirror/language";

const BLOCKS = /^(?:model|enum|datasource|generator|type|view)\b/;
const SCALARS = /^(?:String|Boolean|Int|BigInt|Float|Decimal|DateTime|Json|Bytes|Unsupported)\b/;

/** Reads one token and returns its name, in the words of CodeMirror's highlighters. */
function token(stream, state) {
  if (stream.sol()) state.place = "start";
  if (stream.eatSpace()) return null;
  if (stream.match("//")) {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
  if (stream.match(/^@@?[\w.]+/)) return "meta";
  if (stream.match(/^-?\d+(?:\.\d+)?\b/)) return "number";
  if (stream.match(/^(?:true|false|null)\b/)) return "atom";
  if (state.depth === 0 && stream.match(BLOCKS)) {
    state.place = "name";
    return "keyword";
  }
  if (stream.match(/^[A-Za-z_]\w*/)) return word(stream, state);
  const character = stream.next();
  if (character === "{") state.depth += 1;
  if (character === "}") state.depth = Math.max(0, state.depth - 1);
  return "{}[]()".includes(character) ? "bracket" : "punctuation";
}

/** A word is a block's name, a field's name at the start of a line, a type behind it, or an argument. */
function word(stream, state) {
  const place = state.place;
  state.place = place === "start" ? "type" : "rest";
  if (stream.match(/^\s*\(/, false)) return "variableName.function";
  if (place === "name" || place === "type") return "typeName";
  if (place === "start") return "propertyName";
  return SCALARS.test(stream.current()) ? "typeName" : "variableName";
}

/** The language of `schema.prisma`. */
export const prisma = StreamLanguage.define({
  name: "prisma",
  startState: () => ({ depth: 0, place: "start" }),
  copyState: (state) => ({ ...state }),
  token,
  languageData: { commentTokens: { line: "//" }, closeBrackets: { brackets: ["(", "[", "{", '"'] } },
});

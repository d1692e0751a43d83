//! Which language a file is coloured in, by its path.

import { tsxLanguage, typescriptLanguage } from "@codemirror/lang-javascript";
import { jsonLanguage } from "@codemirror/lang-json";
import { StreamLanguage } from "@codemirror/language";
import { properties } from "@codemirror/legacy-modes/mode/properties";
import { styleTags, tags } from "@lezer/highlight";
import { prisma } from "./prisma.js";

/** In Nest code a decorator's name says more than that it is called. */
const decorators = styleTags({
  "Decorator/VariableName Decorator/CallExpression/VariableName": tags.annotation,
  "Decorator/MemberExpression/VariableName Decorator/CallExpression/MemberExpression/...": tags.annotation,
});
const typescript = typescriptLanguage.configure({ props: [decorators] });
const tsx = tsxLanguage.configure({ props: [decorators] });
const env = StreamLanguage.define(properties);

const BY_NAME = [
  [/\.(?:ts|mts|cts|js|mjs|cjs)$/i, typescript],
  [/\.(?:tsx|jsx)$/i, tsx],
  [/\.prisma$/i, prisma],
  [/\.json$/i, jsonLanguage],
  [/(?:^|\/)\.env[^/]*$|\.(?:env|properties)$/i, env],
];

/** The language of a path, or nothing to colour. */
export function languageOf(path) {
  return BY_NAME.find(([name]) => name.test(path))?.[1] ?? [];
}

/** SQL is a chunk of its own, for few reviews hold a migration: its language, or null for every other path. */
export async function fetchedLanguageOf(path) {
  if (!/\.sql$/i.test(path)) return null;
  const { pgSQL } = await import("@codemirror/legacy-modes/mode/sql");
  return StreamLanguage.define(pgSQL);
}

//! What a piece of text most likely is: a path for a paste, and the files of a paste that holds several.

import { cleanPath, uniquePath } from "./paths.js";

/** The path of an empty tab nobody has named. */
export const UNTITLED = "untitled.ts";

const SUFFIXES = [
  ["Controller", "controller"],
  ["Service", "service"],
  ["Module", "module"],
  ["Guard", "guard"],
  ["Pipe", "pipe"],
  ["Interceptor", "interceptor"],
  ["ExceptionFilter", "filter"],
  ["Filter", "filter"],
  ["Resolver", "resolver"],
  ["Gateway", "gateway"],
  ["Repository", "repository"],
  ["Strategy", "strategy"],
  ["Middleware", "middleware"],
  ["Processor", "processor"],
  ["Dto", "dto"],
  ["Entity", "entity"],
];
const NAMED = /^(?:\/\/|#|--|\/\*+)\s*(?:file(?:name)?:\s*)?((?:[\w@.[\]-]+\/)*[\w@.[\]-]*\.(?:[cm]?[jt]sx?|prisma|sql|json|ya?ml|env(?:\.\w+)?|md))\b/;
const DECORATED = /@(?:Controller|Resolver|WebSocketGateway|Module|Injectable|Catch|Processor|Entity|Schema)\b[\s\S]{0,400}?\bclass\s+(\w+)/;
const EXPORTED = /^\s*export\s+(?:default\s+)?(?:abstract\s+)?class\s+(\w+)/m;
const SQL = /^\s*(?:CREATE|ALTER|DROP)\s+(?:UNIQUE\s+|OR\s+REPLACE\s+)*(?:TABLE|INDEX|TYPE|SCHEMA|VIEW|POLICY|FUNCTION|EXTENSION)\b/im;
const CODE = /^\s*(?:import\s|export\s|const\s|let\s|@\w+\(|(?:async\s+)?function\b|(?:abstract\s+)?class\s+\w+\s*(?:\{|extends|implements))/m;
/** A key that only a standard has, or a rule's level. */
const STANDARD = /nestor\.schema\.json|"preset"\s*:\s*"(?:backend-expert|recommended|security|off)"|"[a-z-]+\/[a-z*-]+"\s*:\s*"(?:off|on|info|low|medium|high|critical)"/;
/** A long paste is told by its beginning. */
const LOOKED_AT = 20_000;

/** A path that fits a text: what its first comment says, or what it looks like. */
export function detectPath(text) {
  const head = text.slice(0, LOOKED_AT);
  const named = NAMED.exec(head.trimStart().split("\n", 1)[0]);
  if (named) return cleanPath(named[1]);
  if (head.trim() === "") return UNTITLED;
  if (/^\s*(?:model|datasource|generator)\s+\w+\s*\{/m.test(head)) return "schema.prisma";
  if (/^\s*\{/.test(head)) return jsonPath(head);
  if (SQL.test(head) && !CODE.test(head)) return "migration.sql";
  if (isEnv(head)) return ".env";
  return typescriptPath(head);
}

function jsonPath(text) {
  if (/^\s*"(?:dependencies|devDependencies|scripts)"\s*:/m.test(text)) return "package.json";
  if (STANDARD.test(text)) return "nestor.json";
  if (/"compilerOptions"\s*:/.test(text)) return "tsconfig.json";
  if (/"sourceRoot"\s*:|@nestjs\/schematics/.test(text)) return "nest-cli.json";
  return /^\s*\{\s*("|\})/.test(text) ? "pasted.json" : "pasted.ts";
}

function isEnv(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  return lines.length > 0 && lines.every((line) => /^(?:export\s+)?[A-Za-z_][\w.]*=/.test(line)) && !text.includes(";\n");
}

function typescriptPath(text) {
  const tested = /^\s*describe\(\s*['"`](\w+)/m.exec(text);
  if (tested && /\b(?:it|test)(?:\.\w+)*\(/.test(text)) return classPath(tested[1]).replace(/\.ts$/, ".spec.ts");
  if (/\bNestFactory\.create/.test(text)) return "main.ts";
  const main = DECORATED.exec(text) ?? EXPORTED.exec(text);
  return main ? classPath(main[1]) : "pasted.ts";
}

/** `UsersController` → `users.controller.ts`, as the Nest command line names files. */
function classPath(name) {
  const [suffix, kind] = SUFFIXES.find(([ending]) => name.endsWith(ending) && name !== ending) ?? ["", ""];
  const stem = kebab(name.slice(0, name.length - suffix.length));
  return kind ? `${stem}.${kind}.ts` : `${stem}.ts`;
}

const kebab = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();

const FENCE = /^([`~]{3,})([^\n]*)\n([\s\S]*?)\n\1[ \t]*$/gm;
/** A path of a file that is reviewed. */
const PATH = String.raw`((?:[\w@.[\]-]+/)*[\w@.[\]-]*\.(?:[cm]?[jt]sx?|prisma|sql|json|env(?:\.\w+)?))`;
const TITLE = new RegExp(`(?:^|[\\s:="'\`(])${PATH}(?=$|[\\s"'\`):])`);

/** The files in a text that holds several: blocks of Markdown, or parts that each begin with a comment naming their path. Fewer than two give none. */
export function pastedFiles(text) {
  const files = fencedBlocks(text);
  return files.length > 0 ? files : namedParts(text);
}

const HEADING = new RegExp(`^(?://|#|--|/\\*+)\\s*(?:file(?:name)?:\\s*)?${PATH}\\s*(?:\\*/)?$`);

function namedParts(text) {
  const parts = [];
  let isBlank = true;
  for (const line of text.split("\n")) {
    const heading = isBlank ? HEADING.exec(line.trim()) : null;
    if (heading) parts.push({ path: cleanPath(heading[1]), lines: [line] });
    else if (parts.length > 0) parts.at(-1).lines.push(line);
    else if (line.trim() !== "") return [];
    isBlank = line.trim() === "";
  }
  const files = [];
  for (const { path, lines } of parts) files.push({ path: uniquePath(path, files.map((file) => file.path)), text: `${lines.join("\n").trimEnd()}\n` });
  return files.length > 1 ? files : [];
}

function fencedBlocks(text) {
  const files = [];
  for (const fence of text.matchAll(FENCE)) {
    const [, , words, code] = fence;
    const above = text.slice(0, fence.index).trimEnd().split("\n").at(-1) ?? "";
    const named = TITLE.exec(words)?.[1] ?? (/^[`~]{3}/.test(above) ? undefined : TITLE.exec(above)?.[1]);
    const path = named ? cleanPath(named) : detectPath(code);
    if (code.trim() !== "") files.push({ path: uniquePath(path, files.map((file) => file.path)), text: `${code}\n` });
  }
  return files.length > 1 ? files : [];
}

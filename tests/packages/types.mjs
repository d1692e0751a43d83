//! Writes `pkg/review.d.ts` from the engine's data types, comments and all: `node tests/packages/types.mjs`.

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const RUST = ["data.rs", "page.rs"].map((file) => new URL(`../../analyzer/src/report/${file}`, import.meta.url));
export const TYPES = new URL("../../pkg/review.d.ts", import.meta.url);

const PLAIN = { String: "string", u32: "number", bool: "boolean", "BTreeMap<String, String>": "Record<string, string>" };

/** The TypeScript for a Rust type. */
function typeOf(rust) {
  const generic = /^(Vec|Option)<(.+)>$/.exec(rust);
  if (generic) return generic[1] === "Vec" ? `${typeOf(generic[2])}[]` : typeOf(generic[2]);
  if (PLAIN[rust]) return PLAIN[rust];
  if (/^[A-Z]\w*$/.test(rust)) return rust;
  throw new Error(`pkg/review.d.ts: no TypeScript is known for the Rust type ${rust}.`);
}

const kebab = (name) => name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();

function caseOf(attributes) {
  const style = /rename_all = "([\w-]+)"/.exec(attributes)?.[1];
  if (style === "lowercase") return (name) => name.toLowerCase();
  if (style === "kebab-case") return kebab;
  if (style === undefined) return (name) => name;
  throw new Error(`pkg/review.d.ts: the serde style ${style} is not known here.`);
}

/** Rust's `[`X`]` links as plain words. */
const comment = (text, indent) => {
  const words = [...text.matchAll(/\/\/\/ ?(.*)/g)].map((line) => line[1]).join(" ").replace(/\[(`[^`]+`)\]/g, "$1");
  return words ? `${indent}/** ${words} */\n` : "";
};

const ITEM = /((?:^\/\/\/.*\n)*)((?:^#\[.*\]\n)*)^pub (struct|enum) (\w+) \{\n([\s\S]*?)^\}/gm;
const FIELD = /((?:^ +\/\/\/.*\n)*)((?:^ +#\[.*\]\n)*)^ +pub (\w+): (.+),$/gm;
const VARIANT = /^ +(\w+),$/gm;

function structOf(name, body) {
  const fields = [...body.matchAll(FIELD)].map(([, words, attributes, field, rust]) => {
    if (/rename|flatten/.test(attributes)) throw new Error(`pkg/review.d.ts: ${name}.${field} is renamed in a way not known here.`);
    const optional = attributes.includes("skip_serializing_if");
    if (rust.startsWith("Option<") && !optional) return `${comment(words, "  ")}  ${field}: ${typeOf(rust)} | null;`;
    return `${comment(words, "  ")}  ${field}${optional ? "?" : ""}: ${typeOf(rust)};`;
  });
  return `export interface ${name} {\n${fields.join("\n")}\n}`;
}

function enumOf(name, attributes, body) {
  const rename = caseOf(attributes);
  const names = [...body.matchAll(VARIANT)].map(([, variant]) => `"${rename(variant)}"`);
  return `export type ${name} = ${names.join(" | ")};`;
}

/** The text of `pkg/review.d.ts`. */
export async function types() {
  const rust = (await Promise.all(RUST.map((file) => readFile(file, "utf8")))).join("\n");
  const items = [...rust.matchAll(ITEM)].map(([, words, attributes, kind, name, body]) => {
    const item = kind === "struct" ? structOf(name, body) : enumOf(name, attributes, body);
    return comment(words, "") + item;
  });
  return `//! The review as data. Written from analyzer/src/report by tests/packages/types.mjs; a test holds them together.\n\n${items.join("\n\n")}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await writeFile(TYPES, await types());

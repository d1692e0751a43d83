//! The package's types are the engine's own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import * as face from "../../pkg/node.js";
import { reviewer } from "./engine.mjs";
import { CONTROLLER } from "./samples.mjs";
import { TYPES, types } from "./types.mjs";

const declared = await readFile(TYPES, "utf8");

test("review.d.ts is what the Rust types say (node tests/packages/types.mjs writes it)", async () => {
  assert.equal(declared, await types());
});

/** The keys of an interface, optional ones apart. */
function keysOf(name) {
  const body = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(declared)[1];
  const keys = [...body.matchAll(/^ {2}(\w+)(\??): (.+);$/gm)].map(([, key, optional, type]) => ({ key, optional: optional === "?", type }));
  return keys;
}

/** Every key of a value is declared, and every declared key is there. */
function agrees(value, type) {
  if (type.endsWith(" | null")) return value === null ? undefined : agrees(value, type.slice(0, -" | null".length));
  if (type.endsWith("[]")) return value.forEach((item) => agrees(item, type.slice(0, -2)));
  if (["string", "number", "boolean"].includes(type)) return assert.equal(typeof value, type);
  const union = new RegExp(`export type ${type} = (.+);`).exec(declared);
  if (union) return assert.ok(union[1].includes(`"${value}"`), `${type}: ${value}`);
  if (type.startsWith("Record<")) return undefined;
  const keys = keysOf(type);
  for (const key of Object.keys(value)) assert.ok(keys.some((declaredKey) => declaredKey.key === key), `${type}.${key}`);
  for (const { key, optional, type: inner } of keys) {
    if (value[key] === undefined) assert.ok(optional, `${type}.${key}`);
    else agrees(value[key], inner);
  }
  return undefined;
}

test("a review is of its type", async () => {
  const own = await reviewer(null);
  agrees(own.review([{ path: "users.controller.ts", text: CONTROLLER }, { path: "half.ts", text: "class A {" }]), "Review");
  agrees(await face.rules(), "RulePage[]");
});

test("the face has what index.d.ts declares", async () => {
  const index = await readFile(new URL("../../pkg/index.d.ts", import.meta.url), "utf8");
  const body = /export class Reviewer \{\n([\s\S]*?)\n\}/.exec(index)[1];
  const methods = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name).sort();
  // The engine's own class and what the package puts in front of it.
  const named = (it) => (it === Object.prototype ? [] : [...Object.getOwnPropertyNames(it), ...named(Object.getPrototypeOf(it))]);
  const own = [...new Set(named(face.Reviewer.prototype))].filter((name) => !name.startsWith("__"));
  assert.deepEqual(own.sort(), methods);
  assert.deepEqual(Object.keys(face).sort(), ["Reviewer", "default", "rules"]);
});

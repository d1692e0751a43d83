//! `nestor.json` as the page reads and writes it, held against the engine.

import assert from "node:assert/strict";
import { test } from "node:test";
import { detectPath } from "../../web/detect.js";
import { canonical, counts, readStandard, written } from "../../web/later/standard/nestor-json.js";
import { Workspace } from "../../web/workspace.js";
import { reviewer } from "./engine.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

test("a standard is read with comments and last commas, and with what looks like them in texts", () => {
  const text = '\ufeff// ours\n{ /* base */ "preset": "security", "notes": { "a/b": "see https://x.y // ,} \\" /* no */", }, }';
  assert.deepEqual(readStandard(text), { preset: "security", notes: { "a/b": 'see https://x.y // ,} " /* no */' } });
  assert.deepEqual(readStandard(""), {});
  for (const wrong of ["{", "[]", "5", "null", '{"rules"}']) assert.equal(readStandard(wrong), null, wrong);
});

test("it is written with what differs alone, always in the same order, and unknown keys are kept", () => {
  const text = written({ zoo: 1, notes: {}, rules: { "b/c": "off", "a/b": "low" }, preset: "backend-expert", facts: { coverage: 90 }, custom: [] });
  assert.equal(text, `{
  "$schema": "./node_modules/nestor-review/nestor.schema.json",
  "rules": {
    "a/b": "low",
    "b/c": "off"
  },
  "facts": {
    "coverage": 90
  },
  "zoo": 1
}
`);
  assert.equal(written({ $schema: "x", preset: "backend-expert", rules: {} }), null);
  assert.equal(canonical('{"rules":{"b/c":"off","a/b":"low"}}'), canonical('{ "rules": { "a/b": "low", "b/c": "off", }, }'));
  assert.equal(canonical(null), "");
  assert.equal(canonical("{"), "{");
});

test("what differs is counted by kind, whatever the shape", () => {
  assert.deepEqual(counts({ preset: "security", rules: { "a/b": "off" }, ignore: ["x", "y"], notes: "wrong", custom: [{}] }), {
    preset: "security", rules: 1, facts: 0, notes: 0, ignore: 2, custom: 1,
  });
});

test("what is written is what the engine goes by", async () => {
  const of = async (standard) => (await reviewer(standard)).review([{ path: "users.controller.ts", text: CONTROLLER }]);
  const level = ({ findings }) => findings.find(({ rule }) => rule === RULE)?.severity;
  assert.equal(level(await of(written({ rules: { [RULE]: "low" } }))), "low");
  const off = await of(written({ rules: { [RULE]: "off" }, notes: { [RULE]: "We know." } }));
  assert.equal(level(off), undefined);
  assert.deepEqual(off.notes, []);
});

test("a pasted standard is named for what it is", () => {
  for (const text of ['{ "preset": "security" }', '{\n  "rules": { "stack/not-bun": "off" }\n}', '{\n  "$schema": "./node_modules/nestor-review/nestor.schema.json"\n}']) assert.equal(detectPath(text), "nestor.json", text);
  assert.equal(detectPath('{\n  "preset": "ts-jest"\n}'), "pasted.json");
  assert.equal(detectPath('{\n  "dependencies": { "a/b": "off" }\n}'), "package.json");
});

test("what was decided about standards goes with the files, and comes back with them", () => {
  const workspace = new Workspace();
  workspace.standards.used = { from: "link", text: "{}" };
  const token = workspace.replace([{ path: "a.ts", text: "1" }], "a.ts");
  assert.deepEqual(workspace.standards, { used: null, offered: null, declined: [] });
  workspace.reopen(token, () => false);
  assert.equal(workspace.standards.used.from, "link");
});

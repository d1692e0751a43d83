//! What the page's later scripts decide, without a browser: the checklist's heads, the comment that ignores, texts to pass on, fixes together.

import assert from "node:assert/strict";
import { test } from "node:test";
import { groupsOf, headOf, isTicked } from "../../web/later/checklist/groups.js";
import { applied, together } from "../../web/later/finding/batch.js";
import { canIgnore, ignore } from "../../web/later/finding/ignore.js";
import { markdown, wrong } from "../../web/later/finding/passing.js";
import { ACTIONS, entries, found } from "../../web/later/palette/found.js";
import { reviewer } from "./engine.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

const item = (group, name, state, rules) => ({ group, item: name, state, evidence: "", rules });
const assessed = (rule, state, needs = []) => ({ rule, state, needs, count: 0 });

const REVIEW = {
  findings: [{ rule: "injection/raw-sql", fingerprint: "1" }],
  assessments: [assessed("injection/raw-sql", "found"), assessed("http/helmet-missing", "not-seen", ["main.ts"]), assessed("a/idle", "nothing-to-judge")],
  checklist: [
    item("Security", "Input sanitization", "problem", ["injection/raw-sql"]),
    item("Security", "Secrets", "pass", []),
    item("Security", "Helmet enabled", "not-seen", ["http/helmet-missing"]),
    item("Database", "N+1", "yours", ["a/idle"]),
    item("Testing", "Coverage", "yours", []),
  ],
};

test("a head counts what was checked and names no percentage", () => {
  const { groups } = groupsOf(REVIEW);
  assert.equal(headOf(groups[0], new Map()), "1 of 2 checked pass · 1 unknown");
  assert.equal(headOf(groups[0], new Map([["Helmet enabled", ""]])), "1 of 2 checked pass · 1 by hand");
  assert.equal(headOf(groups[1], new Map()), "none checked · 1 unknown");
});

test("what is not applicable stands apart, and a tick does not outweigh a finding", () => {
  const { groups, idle } = groupsOf(REVIEW);
  assert.deepEqual(groups.map(({ name }) => name), ["Security", "Testing"]);
  assert.equal(idle[0].standing, "idle");
  assert.deepEqual(groups[0].entries[0].findings, REVIEW.findings);
  assert.deepEqual(groups[0].entries[2].files, ["main.ts"]);
  assert.equal(isTicked(groups[0].entries[0], new Map([["Input sanitization", "looked"]])), false);
});

const finding = (path, line) => ({ path, rule: "a/b", range: { start: { line }, end: { line } } });

function ignored(path, text, line) {
  const { edit, wholeFile } = ignore(text, finding(path, line), " known ");
  return [applied(text, [edit]), wholeFile];
}

test("the comment that ignores stands where the engine reads it", () => {
  assert.deepEqual(ignored("a.ts", "a {\n  b();\n}\n", 2), ["a {\n  // nestor-ignore a/b: known\n  b();\n}\n", false]);
  assert.deepEqual(ignored(".env", "😀=1\nA=2\n", 2), ["😀=1\n# nestor-ignore a/b: known\nA=2\n", false]);
  assert.deepEqual(ignored("m.sql", "DROP;", 1), ["-- nestor-ignore a/b: known\nDROP;", false]);
  assert.deepEqual(ignored("a.ts", "// nestor-ignore c/d: so\nb();\n", 2), ["// nestor-ignore c/d: so\nb(); // nestor-ignore a/b: known\n", false]);
  assert.deepEqual(ignored("a.ts", "q(`a\n${b}`);\n", 2), ["// nestor-ignore-file a/b: known\nq(`a\n${b}`);\n", true]);
  assert.equal(canIgnore("package.json"), false);
  assert.equal(canIgnore("tsconfig.build.json") && canIgnore("src/a.spec.ts") && canIgnore("schema.prisma"), true);
});

test("the engine keeps away what the comment ignores", async () => {
  const own = await reviewer(null);
  const path = "src/users.controller.ts";
  const found = own.review([{ path, text: CONTROLLER }]).findings.find(({ rule }) => rule === RULE);
  const { edit } = ignore(CONTROLLER, found, "an allow list stands before it");
  const after = own.review([{ path, text: applied(CONTROLLER, [edit]) }]);
  assert.equal(after.findings.some(({ rule }) => rule === RULE || rule.startsWith("suppression/")), false);
  own.free();
});

test("fixes are put together as the engine does", async () => {
  const own = await reviewer(null);
  const path = "src/users.spec.ts";
  const text = "describe('a', () => {\n  it.only('b', () => { expect(1).toBe(1); });\n  it.only('c', () => { expect(2).toBe(2); });\n});\n";
  const findings = own.review([{ path, text }]).findings.filter(({ fix }) => fix);
  assert.ok(findings.length > 1);
  const { edits, leftOut } = together(findings);
  const [file] = own.fix(findings.map(({ fingerprint }) => fingerprint));
  assert.equal(applied(text, edits.filter((edit) => edit.path === path)), file.text);
  assert.deepEqual(leftOut, []);
  own.free();
});

test("of two fixes that touch the same text, the second is left out whole", () => {
  const fix = (start, end, text) => ({ fix: { edits: [{ path: "a.ts", range: { start: { offset: start }, end: { offset: end } }, text }] } });
  const all = [fix(0, 2, "x"), fix(1, 3, "y"), fix(3, 4, "z")];
  const { edits, leftOut } = together(all);
  assert.equal(applied("abcd", edits), "xcz");
  assert.deepEqual(leftOut, [all[1]]);
});

test("a finding is passed on with place and fix; an issue holds no code unless asked", () => {
  const full = { ...finding("a.ts", 4), title: "T", severity: "high", certainty: "certain", message: "M", steps: [{ ...finding("b.ts", 2), message: "here" }], fix: { title: "F", reason: "R" } };
  assert.equal(markdown(full), "**T** (High, `a/b`)\n\n`a.ts:4`\n\nM\n\n1. `b.ts:2` here\n\nFix: F (R)\n");
  const tool = { version: "0.1.0", standard: "sha256:0" };
  assert.doesNotMatch(wrong(full, tool, "so", undefined), /Code:/);
  assert.match(wrong(full, tool, "so", "1\n2\n3\nsecret\n"), /so\n\nCode:\n\n~~~~\nsecret\n~~~~\n$/);
});

test("the palette finds what holds every word, beginnings first", () => {
  const all = entries(["app/old-users.ts", "users.service.ts", "main.ts"], [{ id: "injection/raw-sql", title: "A value becomes part of the SQL text" }]);
  const labels = (text, most = 9) => found(all, text, most).map(({ label }) => label);
  assert.deepEqual(labels("USERS ts"), ["users.service.ts", "old-users.ts"]);
  assert.deepEqual(labels("alt 2"), ["Go to the findings"]);
  assert.deepEqual(labels("raw-sql"), ["A value becomes part of the SQL text"]);
  assert.equal(labels("", 2).length, 2);
  assert.deepEqual(labels("nowhere"), []);
  assert.equal(new Set(ACTIONS.map(([name]) => name)).size, ACTIONS.length);
});

//! Bad input through wasm: always a review, never an exception, positions in UTF-16.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { reviewer } from "./engine.mjs";
import { BAD, CONTROLLER, RULE } from "./samples.mjs";

let own;
before(async () => {
  own = await reviewer(null);
});

const review = (path, text) => own.review([{ path, text }]);
const found = (text, path = "src/users.controller.ts") => review(path, text).findings.filter(({ rule }) => rule === RULE);

for (const [name, text] of Object.entries(BAD)) {
  test(`${name} gives a review within 2 seconds`, () => {
    const start = performance.now();
    const { summary, findings } = review(`${name}.ts`, text);
    assert.ok(performance.now() - start < 2000, `${Math.round(performance.now() - start)} ms`);
    assert.ok(summary.files <= 1 && Array.isArray(findings));
    assert.ok(own.report("json").startsWith("{") && own.report("markdown").startsWith("#"));
  });
}

for (const name of ["binary", "huge", "one-line", "half-class", "python"]) {
  test(`${name} is said to be what it is`, () => {
    const { notes } = review(`${name}.ts`, BAD[name]);
    assert.ok(notes.some(({ path, message }) => path === `${name}.ts` && message.length > 10), JSON.stringify(notes).slice(0, 300));
  });
}

test("a good file beside all the bad ones keeps its finding", () => {
  const files = Object.entries(BAD).map(([name, text]) => ({ path: `${name}.ts`, text }));
  const { findings } = own.review([...files, { path: "users.controller.ts", text: CONTROLLER }]);
  assert.ok(findings.some(({ rule, path }) => rule === RULE && path === "users.controller.ts"));
});

/** The finding's range must cut the same text out of what was handed over, by line and column too. */
function assertPlace(text, finding) {
  const { start, end } = finding.range;
  const [plain] = found(CONTROLLER);
  const expected = CONTROLLER.slice(plain.range.start.offset, plain.range.end.offset).replaceAll("\r\n", "\n");
  assert.equal(text.slice(start.offset, end.offset).replaceAll("\r\n", "\n"), expected);
  assert.ok(text.split("\n")[start.line - 1].startsWith(expected.split("\n")[0], start.column - 1));
}

test("Windows line ends", () => {
  const text = CONTROLLER.replaceAll("\n", "\r\n");
  const [finding] = found(text);
  assertPlace(text, finding);
  assert.equal(finding.range.start.line, found(CONTROLLER)[0].range.start.line);
});

test("a byte order mark", () => {
  const text = `\ufeff${CONTROLLER}`;
  const [finding] = found(text);
  assertPlace(text, finding);
});

test("emoji before a finding: columns and offsets are UTF-16", () => {
  const text = CONTROLLER.replace("    return this", "    /* 👩‍👩‍👧 ü */ return this").replace("users'", "users/😀'");
  assertPlace(text, found(text)[0]);
});

test("a path that climbs stays within", () => {
  const { findings } = review("../../users.controller.ts", CONTROLLER);
  assert.ok(findings.length > 0);
  assert.ok(findings.every(({ path }) => path === "users.controller.ts"));
});

test("a wrong standard is a note", async () => {
  for (const standard of ["{", "[]", '{"rules":{"no/such-rule":"high"}}', '{"preset":1}']) {
    const other = await reviewer(standard);
    const { notes } = other.review([{ path: "a.ts", text: "export const a = 1;\n" }]);
    other.free();
    assert.ok(notes.length > 0, standard);
  }
});

test("twice the same text gives the same review", () => {
  const first = review("users.controller.ts", CONTROLLER);
  assert.deepEqual(review("users.controller.ts", CONTROLLER), first);
});

test("a fix applied makes its finding go away", () => {
  const { findings } = review("users.controller.ts", CONTROLLER);
  const fixable = findings.filter(({ fix }) => fix);
  assert.ok(fixable.length > 0);
  for (const { fingerprint } of fixable) {
    review("users.controller.ts", CONTROLLER);
    const changed = own.fix([fingerprint]);
    assert.equal(changed.length, 1);
    const after = review(changed[0].path, changed[0].text);
    assert.ok(!after.findings.some((finding) => finding.fingerprint === fingerprint));
  }
});

test("colours are triples in order, within the text", () => {
  const spans = own.highlight("users.controller.ts", CONTROLLER);
  assert.equal(spans.length % 3, 0);
  assert.ok(spans.length > 30);
  for (let at = 0; at < spans.length; at += 3) {
    assert.ok(spans[at] < spans[at + 1] && spans[at + 1] <= CONTROLLER.length);
    assert.ok(at === 0 || spans[at] >= spans[at - 2]);
    assert.ok(spans[at + 2] >= 1 && spans[at + 2] <= 7);
  }
});

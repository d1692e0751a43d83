//! The package's wasm says byte for byte what the native program says.

import assert from "node:assert/strict";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { rules } from "../../pkg/node.js";
import { BAD, CONTROLLER } from "./samples.mjs";
import { filesOf, nativeReview, nativeRules, projects, reviewer } from "./engine.mjs";

const home = await mkdtemp(join(tmpdir(), "nestor-same-"));
after(() => rm(home, { recursive: true, force: true }));

async function standardOf(folder) {
  return readFile(join(folder, "nestor.json"), "utf8").catch(() => null);
}

async function same(folder, files) {
  const own = await reviewer(await standardOf(folder));
  own.review(files);
  for (const format of ["json", "markdown"]) {
    assert.equal(`${own.report(format)}\n`, await nativeReview(folder, format), `${folder}: ${format}`);
  }
  own.free();
}

for (const { name, folder } of await projects()) {
  test(`the project ${name}`, async () => {
    const files = await filesOf(folder);
    assert.ok(files.length > 0);
    await same(folder, files);
  });
}

test("a project of bad input", async () => {
  const folder = join(home, "bad");
  const files = [{ path: "src/users.controller.ts", text: CONTROLLER }];
  for (const [name, text] of Object.entries(BAD)) files.push({ path: `src/${name}.ts`, text });
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await same(folder, files);
});

test("a report with the same choices is the same", async () => {
  const folder = join(home, "choices");
  await mkdir(join(folder, "src"), { recursive: true });
  const files = [{ path: "src/users.controller.ts", text: CONTROLLER }];
  await writeFile(join(folder, "src/users.controller.ts"), CONTROLLER);
  const own = await reviewer(null);
  own.review(files);
  const choices = { code: true, passed: true, folded: true, severities: ["critical", "high"] };
  const words = ["--with", "code,passed,folded", "--severity", "critical,high"];
  const text = own.report("markdown", choices);
  assert.equal(`${text}\n`, await nativeReview(folder, "markdown", words));
  assert.match(text, /\$queryRawUnsafe/);
  assert.match(text, /<details>/);
  assert.equal(own.report("markdown", {}), own.report("markdown"));
});

test("the order in which files are handed over says nothing", async () => {
  const { folder } = (await projects())[0];
  const files = await filesOf(folder);
  const one = await reviewer(null);
  one.review(files);
  const other = await reviewer(null);
  other.review([...files].reverse());
  assert.equal(one.report("json"), other.report("json"));
});

test("the rules are the program's", async () => {
  await reviewer(null);
  assert.deepEqual(await rules(), await nativeRules());
});

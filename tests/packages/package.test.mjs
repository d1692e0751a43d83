//! The package as a user has it: packed, installed, used in Node, bundled for a page.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { PKG, ROOT } from "./engine.mjs";
import { CONTROLLER, RULE } from "./samples.mjs";

const run = promisify(execFile);
const ESBUILD = ["xtask/npm", "web/editor"].map((at) => join(ROOT, at, "node_modules/.bin/esbuild")).find(existsSync);
const USE = `
const reviewer = new Reviewer();
const review = reviewer.review([{ path: "users.controller.ts", text: ${JSON.stringify(CONTROLLER)} }]);
class Asked extends Reviewer {
  confirm() {
    this.isAsked = true;
    return super.confirm();
  }
}
const asked = new Asked();
asked.review([{ path: "users.controller.ts", text: "" }]);
if (!asked.isAsked) throw new Error("The fixes were not tried.");
console.log(JSON.stringify({ rules: (await rules()).length, found: review.findings.map((finding) => finding.rule) }));
`;

let home;
before(async () => {
  home = await mkdtemp(join(tmpdir(), "nestor-package-"));
  const { stdout } = await run("npm", ["pack", PKG, "--json", "--pack-destination", home], { cwd: home });
  const [{ filename }] = JSON.parse(stdout);
  await writeFile(join(home, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", join(home, filename)], { cwd: home });
});
after(() => rm(home, { recursive: true, force: true }));

async function use(file) {
  const { stdout } = await run(process.execPath, [join(home, file)], { cwd: home });
  const said = JSON.parse(stdout);
  assert.ok(said.rules > 0);
  assert.ok(said.found.includes(RULE), stdout);
}

test("it holds what is needed and nothing else", async () => {
  const { stdout } = await run("npm", ["pack", PKG, "--dry-run", "--json"]);
  const [{ files, size }] = JSON.parse(stdout);
  assert.deepEqual(files.map(({ path }) => path).sort(), [
    "README.md",
    "engine/engine.js",
    "engine/engine_bg.wasm",
    "index.d.ts",
    "index.js",
    "nestor.schema.json",
    "node.js",
    "package.json",
    "review.d.ts",
    "rules.js",
    "wasm.d.ts",
  ]);
  const sizes = await Promise.all(["engine/engine_bg.wasm", "rules.js"].map(async (path) => gzipSync(await readFile(join(PKG, path))).length));
  const rest = size - sizes[0] - sizes[1];
  assert.ok(rest < 20_000, `${rest} bytes packed beside the engine and the rules' words, of ${size}`);
});

test("Node finds the wasm by itself", async () => {
  await writeFile(join(home, "use.js"), `import init, { Reviewer, rules } from "nestor-review";\nawait init();${USE}`);
  await use("use.js");
});

test("a bundle for pages runs with the wasm as bytes", { skip: !ESBUILD && "esbuild is not installed" }, async () => {
  const code = `import init, { Reviewer, rules } from "nestor-review";\nimport wasm from "nestor-review/engine.wasm";\nawait init(wasm);${USE}`;
  await writeFile(join(home, "page.js"), code);
  await run(ESBUILD, ["page.js", "--bundle", "--format=esm", "--platform=browser", "--loader:.wasm=binary", "--target=es2022", "--outfile=bundle.mjs"], { cwd: home });
  await use("bundle.mjs");
});

test("a bundle for pages can keep the wasm as a file", { skip: !ESBUILD && "esbuild is not installed" }, async () => {
  const code = `import init, { Reviewer, rules } from "nestor-review";\nimport address from "nestor-review/engine.wasm";\nexport { init, Reviewer, rules, address };`;
  await writeFile(join(home, "file.js"), code);
  await run(ESBUILD, ["file.js", "--bundle", "--format=esm", "--loader:.wasm=file", "--outdir=out"], { cwd: home });
  const { address } = await import(join(home, "out/file.js"));
  assert.ok(existsSync(join(home, "out", address)));
});

test("the page's face names the wasm so that bundlers find it", async () => {
  const face = await readFile(join(PKG, "index.js"), "utf8");
  assert.match(face, /new URL\("\.\/engine\/engine_bg\.wasm", import\.meta\.url\)/);
  assert.doesNotMatch(face, /node:/);
});

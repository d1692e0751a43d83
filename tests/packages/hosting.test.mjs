//! The site is whole on any host: the examples of other servers say what our own says, and scripts among them are sound.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { ROOT } from "./engine.mjs";

const DIST = process.env.NESTOR_DIST ?? join(ROOT, "dist");
const read = (path) => readFile(join(DIST, path), "utf8");

/** `_headers` as paths with their headers. */
async function rows() {
  const blocks = (await read("_headers")).trim().split(/\n(?=\/)/);
  return blocks.map((block) => {
    const [path, ...lines] = block.split("\n");
    return [path, Object.fromEntries(lines.map((line) => /^ {2}([\w-]+): (.*)$/.exec(line).slice(1)))];
  });
}

test("the function for CloudFront gives every path its headers, below a path too", async () => {
  const script = await read("hosting/cloudfront-function.js");
  const answer = (uri, statusCode = 200, below = "") =>
    runInNewContext(`${script.replace("BELOW = ''", `BELOW = '${below}'`)};handler({ request: { uri: ${JSON.stringify(uri)} }, response: { statusCode: ${statusCode}, headers: {} } })`).headers;
  assert.ok(script.length < 10_000, "CloudFront takes 10 KB");
  for (const [path, headers] of await rows()) {
    const uri = path.replace("*", "0123456789ab/app.js");
    for (const [name, value] of Object.entries(headers)) {
      assert.equal(answer(uri)[name.toLowerCase()].value, value, `${path} ${name}`);
      assert.equal(answer(`/tools${uri}`, 200, "/tools")[name.toLowerCase()].value, value);
    }
  }
  assert.equal(answer("/a/0123456789ab/gone.js", 404)["cache-control"].value, "no-cache");
});

test("the upload to S3 is a sound script that knows both kinds of files", async () => {
  const path = join(DIST, "hosting/s3-upload.sh");
  execFileSync("sh", ["-n", path]);
  const script = await read("hosting/s3-upload.sh");
  assert.match(script, /put 'a\/\*' 'public, max-age=31536000, immutable'/);
  assert.match(script, /index\.html" --cache-control 'no-cache'/);
});

test("nginx and Caddy get every row", async () => {
  const [nginx, caddy] = [await read("hosting/nginx.conf"), await read("hosting/Caddyfile")];
  for (const [path, headers] of await rows()) {
    assert.ok(caddy.includes(`\t# ${path}\n`), path);
    for (const value of Object.values(headers)) assert.ok(nginx.includes(`"${value}"`) && caddy.includes(`"${value}"`), `${path}: ${value}`);
  }
});

test("sw.js and its list speak of the folder that is there", async () => {
  const { home } = JSON.parse(/^self\.NESTOR=(\{.*\});\n/.exec(await read("sw.js"))[1]);
  const files = JSON.parse(await read(`${home}/files.json`));
  assert.ok((await read("index.html")).includes(home));
  for (const file of ["app_bg.wasm", "first_bg.wasm", "engine_bg.wasm", "rules.json", "editor/index.js", "later/share.js"]) assert.ok(files.includes(file), file);
  for (const file of files) await readFile(join(DIST, home, file));
});

//! What a visitor downloads stays within the limits.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DIST } from "./browser.mjs";

test("every part of the site fits", async () => {
  const { sizes } = JSON.parse(await readFile(join(DIST, "sizes.json"), "utf8"));
  assert.ok(sizes.length > 5);
  for (const { name, bytes, limit } of sizes) assert.ok(bytes > 0 && bytes <= limit, `${name}: ${bytes} of ${limit}`);
});

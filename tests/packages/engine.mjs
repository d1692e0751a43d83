//! What these tests share: the engine from the package's folder, the native program, and a project's files.

import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import init, { Reviewer } from "../../pkg/node.js";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const PKG = join(ROOT, "pkg");
const run = promisify(execFile);

/** The built program, or cargo's. */
async function nestor(words, options) {
  const settings = { maxBuffer: 256 * 1024 * 1024, ...options };
  const [program, first] = process.env.NESTOR_BIN
    ? [process.env.NESTOR_BIN, []]
    : ["cargo", ["run", "--quiet", "--manifest-path", join(ROOT, "Cargo.toml"), "--package", "nestor", "--"]];
  const { stdout } = await run(program, [...first, ...words], settings);
  return stdout;
}

/** What the native program prints of a folder. */
export const nativeReview = (folder, format = "json", words = []) =>
  nestor(["review", "--format", format, ...words, "--fail-on", "never", folder]);
export const nativeRules = async () => JSON.parse(await nestor(["rules", "--format", "json"]));

/** A fresh reviewer. */
export async function reviewer(standard) {
  await init();
  return new Reviewer(standard);
}

/** The files of a folder that the program reads, as `{path, text}`. */
export async function filesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const wanted = /(?:\.(?:[cm]?[jt]s|prisma|sql)|(?:^|\/)(?:package\.json|CLAUDE\.md|\.env(?:\.[^/]*)?))$/;
  const files = [];
  for (const entry of entries) {
    const path = relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/");
    if (!entry.isFile() || !wanted.test(path) || /\.d\.m?ts$/.test(path)) continue;
    files.push({ path, text: await readFile(join(folder, path), "utf8") });
  }
  return files;
}

/** The folders of whole projects with their expected reviews. */
export async function projects() {
  const home = join(ROOT, "tests/projects");
  const entries = await readdir(home, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.endsWith(".expected")).map(({ name }) => ({ name, folder: join(home, name) }));
}

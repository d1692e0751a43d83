//! Files from the machine: dropped, chosen or in a folder, read here and nowhere sent.

import { LIMITS, size } from "../limits.js";

const SKIPPED_FOLDERS = new Set(["node_modules", "dist", "build", "coverage", ".git", ".next", ".turbo", ".nx", ".cache", "generated"]);
/** What a review can use of a folder. */
const WANTED = [
  /\.(?:ts|mts|cts|tsx|prisma|sql)$/i,
  /(?:^|\/)\.env[^/]*$/i,
  /(?:^|\/)(?:package|nest-cli|nx|project|nestor|tsconfig[^/]*|jest[^/]*)\.json$/i,
  /(?:^|\/)(?:Dockerfile|docker-compose\.ya?ml|lcov\.info|CLAUDE\.md)$/i,
];
/** Reading stops at this many files, long before a home folder has been walked. */
const MOST_WALKED = 5000;
/** What is certainly not text that is reviewed is not even read. */
const MOST_READ = 4 * LIMITS.file;

/** What was left out of folders without a word about each: folders by name, and how many files of other kinds. */
export class Tally {
  folders = new Set();
  others = 0;

  /** A sentence, or nothing. */
  words() {
    const others = this.others > 0 ? [`${this.others} ${this.others === 1 ? "file" : "files"} of kinds that no rule reads`] : [];
    const left = [...[...this.folders].sort(), ...others];
    return left.length > 0 ? `Left out: ${left.join(", ")}.` : "";
  }
}

/**
 * One after another: `{path, text}`, or `{path, reason}` of one that cannot be taken. `source` holds the `entries` of a drop, or the `files`
 * of an `<input type="file">`, with or without `webkitdirectory`.
 */
export async function* contents({ entries, files }, tally) {
  for await (const { path, file } of entries ? dropped(entries, tally) : listed(files, tally)) yield taken(path, await file);
}

async function taken(path, file) {
  if (file === null) return { path, reason: "could not be read" };
  if (file.size > MOST_READ) return { path, reason: `${size(file.size)}, more than 300 KB` };
  const text = await file.text().catch(() => null);
  if (text === null) return { path, reason: "could not be read" };
  return text.slice(0, 8000).includes("\0") ? { path, reason: "not a text file" } : { path, text };
}

async function* listed(files, tally) {
  const inFolder = files.some((file) => file.webkitRelativePath);
  const named = files.map((file) => ({ file, path: withoutTop(file.webkitRelativePath) || file.name }));
  for (const { file, path } of inFolder ? named.sort(byPath) : named) {
    const folder = path.split("/").find((part) => SKIPPED_FOLDERS.has(part));
    if (inFolder && folder) tally.folders.add(folder);
    else if (inFolder && !isWanted(path)) tally.others += 1;
    else yield { path, file };
  }
}

async function* dropped(entries, tally) {
  const isOneFolder = entries.length === 1 && entries[0].isDirectory;
  const walk = { tally, left: MOST_WALKED };
  for (const entry of entries) {
    if (entry.isFile) yield { path: entry.name, file: fileOf(entry) };
    else yield* walked(entry, isOneFolder ? "" : entry.name, walk);
  }
}

async function* walked(folder, path, walk) {
  for (const child of await childrenOf(folder)) {
    const below = path === "" ? child.name : `${path}/${child.name}`;
    if (child.isDirectory && SKIPPED_FOLDERS.has(child.name)) walk.tally.folders.add(child.name);
    else if (child.isDirectory) yield* walked(child, below, walk);
    else if (!isWanted(below)) walk.tally.others += 1;
    else if (walk.left-- > 0) yield { path: below, file: fileOf(child) };
  }
}

const fileOf = (entry) => new Promise((done) => entry.file(done, () => done(null)));

/** A folder's entries by name; they come at most a hundred at a time. */
async function childrenOf(folder) {
  const reader = folder.createReader();
  const children = [];
  for (;;) {
    const some = await new Promise((done) => reader.readEntries(done, () => done([])));
    if (some.length === 0) return children.sort((a, b) => (a.name < b.name ? -1 : 1));
    children.push(...some);
  }
}

const byPath = (a, b) => (a.path < b.path ? -1 : 1);
const isWanted = (path) => WANTED.some((name) => name.test(path));
const withoutTop = (path) => (path ? path.slice(path.indexOf("/") + 1) : "");

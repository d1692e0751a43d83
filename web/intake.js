//! Files from the machine: dropped, chosen or in a folder, read here and nowhere sent.

import { LIMITS, size } from "./limits.js";

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

/** The files of a drop: `{files: [{path, text}], skipped: [{path, reason}]}`. Must be called within the drop event. */
export function readDrop(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length > 0 ? readEntries(entries) : readFiles(transfer.files);
}

/** The files of an `<input type="file">`, with or without `webkitdirectory`. */
export async function readFiles(list) {
  const found = [...list].map((file) => ({ file, path: withoutTop(file.webkitRelativePath) || file.name }));
  const inFolder = [...list].some((file) => file.webkitRelativePath);
  return read(inFolder ? found.filter(({ path }) => isWanted(path) && !isSkipped(path)) : found);
}

async function readEntries(entries) {
  const found = [];
  const isOneFolder = entries.length === 1 && entries[0].isDirectory;
  for (const entry of entries) await walk(entry, isOneFolder ? "" : entry.name, found);
  return read(found);
}

/** Walks a dropped folder; files dropped by name are always taken. */
async function walk(entry, path, found) {
  if (found.length >= MOST_WALKED) return;
  if (entry.isFile) {
    const isTopLevel = !path.includes("/") && path !== "";
    if (isTopLevel || isWanted(path)) found.push({ path, file: await new Promise((done, failed) => entry.file(done, failed)) });
    return;
  }
  if (path !== "" && SKIPPED_FOLDERS.has(entry.name)) return;
  const children = await childrenOf(entry);
  for (const child of children.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = path === "" ? child.name : `${path}/${child.name}`;
    if (child.isDirectory || isWanted(below)) await walk(child, below, found);
  }
}

/** A folder's entries come at most a hundred at a time. */
async function childrenOf(folder) {
  const reader = folder.createReader();
  const children = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return children;
    children.push(...some);
  }
}

async function read(found) {
  const files = [];
  const skipped = [];
  for (const { file, path } of found) {
    if (file.size > 4 * LIMITS.file) {
      skipped.push({ path, reason: `${size(file.size)}, more than 300 KB` });
      continue;
    }
    const text = await file.text().catch(() => null);
    if (text === null) skipped.push({ path, reason: "could not be read" });
    else if (text.slice(0, 8000).includes("\0")) skipped.push({ path, reason: "not a text file" });
    else files.push({ path, text });
  }
  return { files, skipped };
}

const isWanted = (path) => WANTED.some((name) => name.test(path));
const isSkipped = (path) => path.split("/").some((part) => SKIPPED_FOLDERS.has(part));
const withoutTop = (path) => (path ? path.slice(path.indexOf("/") + 1) : "");

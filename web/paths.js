//! Paths of files as a review knows them: relative, with `/`, nothing that climbs.

const LONGEST = 200;
/** Control characters and marks that change the reading direction: a name must look like what it is. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A path without `..`, drive letters, leading slashes and control characters, of 200 characters at most. */
export function cleanPath(path) {
  const parts = [];
  for (const part of String(path).replace(UNPRINTABLE, "").replace(/^[A-Za-z]:(?=[\\/])/, "").split(/[\\/]/)) {
    if (part.trim() === "..") parts.pop();
    else if (part.trim() !== "" && part.trim() !== ".") parts.push(part.trim());
  }
  const clean = parts.join("/");
  if (clean === "") return "untitled.ts";
  return clean.length <= LONGEST ? clean : clean.slice(clean.length - LONGEST).replace(/^\/+/, "");
}

/** The path, with a number before its first dot if it is taken. */
export function uniquePath(path, taken) {
  const used = new Set(taken);
  if (!used.has(path)) return path;
  const slash = path.lastIndexOf("/") + 1;
  const dot = path.indexOf(".", slash + 1);
  const stem = dot < 0 ? path : path.slice(0, dot);
  const ending = dot < 0 ? "" : path.slice(dot);
  let number = 2;
  while (used.has(`${stem}-${number}${ending}`)) number += 1;
  return `${stem}-${number}${ending}`;
}

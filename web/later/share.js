//! Share links: `1.` and a deflated, base64url-written JSON `{v, f: [[path, text]], a, sel, std, view, t: [[item, note]]}`.

import { LIMITS } from "../limits.js";
import { cleanPath, uniquePath } from "../paths.js";

/** Every link ever made starts with the version of its shape; version 1 is read forever. */
const VERSION = 1;
const PREFIX = "1.";
/** More would not survive being passed on, or would be a trap. */
const LONGEST = 64 * 1024;
const INFLATED = 1024 * 1024;
/** Ticks of the checklist, and how long a note of one is. */
const TICKS = 100;
const NOTE = 2000;

/** Why a link cannot be made or read; `code` is `damaged`, `newer` or `too-large`. */
export class ShareError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const damaged = () => new ShareError("damaged", "This link is damaged; it may have been cut when it was passed on.");
const newer = () => new ShareError("newer", "This link was made with a newer version of Nestor.");
const tooLarge = (words) => new ShareError("too-large", words);

/** Writes an object `{f: [[path, text]], a, …}` as the part of a link behind `#s=`. */
export async function encodeShare(shared) {
  const json = new TextEncoder().encode(JSON.stringify({ v: VERSION, ...shared }));
  if (json.length > INFLATED) throw tooLarge("More than 1 MB does not fit into a link.");
  const packed = await through(json, new CompressionStream("deflate-raw"), Infinity);
  const encoded = PREFIX + toBase64Url(packed);
  if (encoded.length > LONGEST) throw tooLarge("This is more than fits into a link (64 KB after compression).");
  return encoded;
}

/** Reads the part of a link behind `#s=`; rejects with a `ShareError`. */
export async function decodeShare(encoded) {
  const version = /^(\d{1,6})\./.exec(encoded)?.[1];
  if (version === undefined) throw damaged();
  if (Number(version) > VERSION) throw newer();
  if (version !== "1") throw damaged();
  if (encoded.length > LONGEST) throw tooLarge("This link is longer than 64 KB.");
  const json = await inflated(encoded.slice(PREFIX.length));
  return checked(parsed(json));
}

async function inflated(encoded) {
  try {
    return await through(fromBase64Url(encoded), new DecompressionStream("deflate-raw"), INFLATED);
  } catch (error) {
    throw error instanceof ShareError ? error : damaged();
  }
}

function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw damaged();
  }
}

/** Keeps what a link may say, with names that are safe to show; unknown keys are dropped. */
function checked(shared) {
  if (shared === null || typeof shared !== "object" || !Array.isArray(shared.f)) throw damaged();
  if (typeof shared.v === "number" && shared.v > VERSION) throw newer();
  if (shared.f.length > LIMITS.files) throw tooLarge("This link holds more than 400 files.");
  const paths = new Map();
  const f = shared.f.map((file) => {
    if (!Array.isArray(file) || typeof file[0] !== "string" || typeof file[1] !== "string") throw damaged();
    const path = uniquePath(cleanPath(file[0]), paths.values());
    paths.set(file[0], path);
    return [path, file[1]];
  });
  const read = { v: VERSION, f };
  if (typeof shared.a === "string") read.a = paths.get(shared.a) ?? cleanPath(shared.a);
  if (typeof shared.a === "number" && f[shared.a]) read.a = f[shared.a][0];
  for (const key of ["sel", "std", "view"]) if (typeof shared[key] === "string") read[key] = shared[key];
  if ((shared.std ?? read.std) !== read.std) read.std = JSON.stringify(shared.std);
  const t = ticks(shared.t);
  if (t.length > 0) read.t = t;
  return read;
}

/** What somebody ticked by hand, with a note each. */
function ticks(given) {
  const isTick = (tick) => Array.isArray(tick) && typeof tick[0] === "string" && typeof (tick[1] ?? "") === "string";
  const list = Array.isArray(given) ? given.filter(isTick).slice(0, TICKS) : [];
  return list.map(([item, note]) => [item.slice(0, NOTE), (note ?? "").slice(0, NOTE)]);
}

/** Runs bytes through a stream, and stops when more than `limit` come out of it. */
async function through(bytes, stream, limit) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw tooLarge("This link unpacks to more than 1 MB.");
    }
    chunks.push(read.value);
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

function toBase64Url(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text) {
  if (!/^[\w-]*$/.test(text)) throw damaged();
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

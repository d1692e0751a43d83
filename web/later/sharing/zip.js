//! Files as a .zip, made in the page.

import { strToU8, zipSync } from "fflate";

/** The archive's bytes; the same files give the same bytes on every day. */
export function zipped(files) {
  const entries = files.map(({ path, text }) => [path, [strToU8(text), { mtime: "1980-01-01T12:00:00" }]]);
  return zipSync(Object.fromEntries(entries), { level: 6 });
}

//! The limits stated before work, and the words for what lies beyond them.

/** Files, characters in all, characters a file. */
export const LIMITS = Object.freeze({ files: 400, total: 2 * 1024 * 1024, file: 300 * 1024 });

const WORDS = "A review takes 400 files, 2 MB in all, 300 KB a file.";

/** Splits files into those that are reviewed and those that are beyond the limits, each with a reason. */
export function withinLimits(files) {
  const kept = [];
  const skipped = [];
  let total = 0;
  for (const file of files) {
    const reason = beyond(file, kept.length, total);
    if (reason) {
      skipped.push({ path: file.path, reason });
    } else {
      total += file.text.length;
      kept.push(file);
    }
  }
  return { kept, skipped };
}

/** A sentence about so many files that are not reviewed, or nothing. */
export const notReviewed = (count) => (count > 0 ? `${counted(count)} not reviewed. ${WORDS}` : "");

function beyond(file, count, total) {
  if (file.text.length > LIMITS.file) return `${size(file.text.length)} of text, more than 300 KB`;
  if (count >= LIMITS.files) return "beyond the first 400 files";
  if (total + file.text.length > LIMITS.total) return "beyond 2 MB in all";
  return null;
}

/** `1 file is`, `3 files are`. */
const counted = (count) => (count === 1 ? "1 file is" : `${count} files are`);

/** `5.0 MB`, `301 KB`. */
export function size(characters) {
  return characters < 1024 * 1024 ? `${Math.ceil(characters / 1024)} KB` : `${(characters / 1024 / 1024).toFixed(1)} MB`;
}

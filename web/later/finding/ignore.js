//! The comment that keeps a finding away, as the engine reads it: on the finding's line or the one before.

const SCRIPT = /\.(?:[cm]?[jt]s|tsx)$|(?:^|\/)tsconfig[^/]*$/;
const MARKS = [
  [/(?:^|\/)(?:\.env[^/]*|[^/]*Dockerfile[^/]*)$|\.ya?ml$/, "#"],
  [/\.sql$/, "--"],
  [SCRIPT, "//"],
  [/\.prisma$/, "//"],
];

const markOf = (path) => MARKS.find(([name]) => name.test(path))?.[1];

/** Whether the finding's file has comments at all. */
export const canIgnore = (path) => markOf(path) !== undefined;

/**
 * The edit that ignores a finding of a text, for a reason; `wholeFile` where no comment fits beside the line, so that it
 * speaks for the file.
 */
export function ignore(text, { path, rule, range }, reason) {
  const mark = markOf(path);
  const lines = text.split("\n");
  const at = range.start.line - 1;
  const comment = (what) => `${mark} ${what} ${rule}: ${reason.trim()}`;
  const offsetOf = (line) => lines.slice(0, line).reduce((sum, other) => sum + other.length + 1, 0);
  if (inTemplate(lines, at, path)) return { ...insert(path, 0, `${comment("nestor-ignore-file")}\n`), wholeFile: true };
  // A comment of its own line would push the comment before it out of reach.
  const followsOne = at > 0 && lines[at - 1].includes("nestor-ignore");
  if (followsOne && mark !== "#" && !inTemplate(lines, at + 1, path)) {
    return insert(path, offsetOf(at) + lines[at].length, ` ${comment("nestor-ignore")}`);
  }
  const indent = /^\s*/.exec(lines[at])[0];
  return insert(path, offsetOf(at), `${indent}${comment("nestor-ignore")}\n`);
}

function insert(path, offset, text) {
  return { edit: { path, range: { start: { offset }, end: { offset } }, text }, wholeFile: false };
}

/** Whether a line begins within a template string, where a comment would be text. */
function inTemplate(lines, at, path) {
  const before = lines.slice(0, at).join("\n").replaceAll("\\`", "");
  return SCRIPT.test(path) && before.split("`").length % 2 === 0;
}

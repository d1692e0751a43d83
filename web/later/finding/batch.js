//! Several fixes at once, as the engine puts them together: one that overlaps another before it is left out whole.

/** The edits of these findings' fixes, and the findings whose fix has to wait. */
export function together(findings) {
  const edits = [];
  const leftOut = [];
  for (const finding of findings) {
    if (finding.fix.edits.some((edit) => edits.some((taken) => overlap(taken, edit)))) leftOut.push(finding);
    else edits.push(...finding.fix.edits);
  }
  return { edits, leftOut };
}

function overlap(a, b) {
  if (a.path !== b.path) return false;
  const [first, second] = a.range.start.offset <= b.range.start.offset ? [a.range, b.range] : [b.range, a.range];
  const isSame = first.start.offset === second.start.offset && first.end.offset === second.end.offset && a.text === b.text;
  return isSame || second.start.offset < first.end.offset;
}

/** A text with edits applied that do not overlap. */
export function applied(text, edits) {
  let at = 0;
  let out = "";
  for (const { range, text: inserted } of [...edits].sort((a, b) => a.range.start.offset - b.range.start.offset)) {
    out += text.slice(at, range.start.offset) + inserted;
    at = range.end.offset;
  }
  return out + text.slice(at);
}

//! The findings of an embedded review: one disclosure each, with the reason, the way there and the fix.

const ORDER = ["critical", "high", "medium", "low", "info"];
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** Words in which code stands between backticks. */
function words(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? element("code", "", part) : part));
}

/** Fills `place` with a review's findings; opening one calls `reveal(finding)`. What was open stays open. */
export function showFindings(place, { review, files, active, root = "./" }, reveal) {
  const open = new Set([...place.querySelectorAll("details[open]")].map(({ dataset }) => dataset.fingerprint));
  const front = files[active].path;
  const worstFirst = [...review.findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const list = element("ul", "", ...worstFirst.map((finding) => entryOf(finding, { open, front, files, root, reveal })));
  place.replaceChildren(review.findings.length > 0 ? list : none(review), ...review.notes.map(noteOf));
}

function entryOf(finding, { open, front, files, root, reveal }) {
  const { line, column } = finding.range.start;
  const where = finding.path === front ? `${line}:${column}` : `${finding.path}:${line}`;
  const details = document.createElement("details");
  details.dataset.fingerprint = finding.fingerprint;
  details.open = open.has(finding.fingerprint);
  details.addEventListener("toggle", () => details.open && reveal(finding));
  const summary = element(
    "summary",
    "",
    element("span", `severity ${finding.severity}`, capital(finding.severity)),
    element("strong", "", finding.title),
    element("span", "where", where),
  );
  details.append(summary, element("p", "", ...words(finding.message)));
  if (finding.certainty !== "certain") details.append(element("p", "dim", finding.certainty === "likely" ? "Likely, not certain." : "For a person to check."));
  if (finding.steps.length > 0) details.append(stepsOf(finding.steps));
  if (finding.fix) details.append(...fixOf(finding.fix, files));
  const rule = element("a", "rule", finding.rule);
  rule.href = `${root}rules/${finding.rule}/`;
  rule.target = "_blank";
  rule.rel = "noopener";
  details.append(rule);
  return element("li", "", details);
}

function stepsOf(steps) {
  return element("ol", "steps", ...steps.map(({ path, range, message }) => element("li", "", ...words(message), element("span", "where", ` ${path}:${range.start.line}`))));
}

/** The lines that change, before and after. */
function fixOf(fix, files) {
  const diffs = files.flatMap((file) => {
    const edits = fix.edits.filter(({ path }) => path === file.path);
    return edits.length > 0 ? [diffOf(file.text, edits)] : [];
  });
  return [element("p", "fix", ...words(`Fix: ${fix.title}. `), element("span", "dim", ...words(`${fix.safe ? "Safe" : "Review needed"}: ${fix.reason}`))), ...diffs];
}

function diffOf(text, edits) {
  const from = text.lastIndexOf("\n", edits[0].range.start.offset - 1) + 1;
  const last = edits.at(-1).range.end.offset;
  const end = text.indexOf("\n", last) < 0 ? text.length : text.indexOf("\n", last);
  let after = "";
  let at = from;
  for (const { range, text: inserted } of edits) {
    after += text.slice(at, range.start.offset) + inserted;
    at = range.end.offset;
  }
  after += text.slice(at, end);
  const [removed, added] = outdented([text.slice(from, end), after]);
  const diff = element("pre", "diff", element("del", "", removed), element("ins", "", added));
  diff.tabIndex = 0;
  diff.setAttribute("aria-label", "Before and after");
  diff.role = "group";
  return diff;
}

/** Takes the indentation that all lines share away. */
function outdented(texts) {
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
  const shared = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return texts.map((text) => text.replaceAll(new RegExp(`^[ \\t]{${Number.isFinite(shared) ? shared : 0}}`, "gm"), ""));
}

function none({ assessments }) {
  const judged = assessments.filter(({ state }) => state === "passed").length;
  const unseen = assessments.filter(({ state }) => state === "not-seen").length;
  const rest = unseen > 0 ? ` ${unseen} need another file.` : "";
  return element("p", "dim", `No findings from ${judged} rules.${rest}`);
}

const noteOf = ({ path, message }) => element("p", "dim", path ? `${path}: ` : "", ...words(message));

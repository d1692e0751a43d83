//! A finding as text to pass on: for a colleague, or for those who look after the rules.

const CERTAINTY = { certain: "certain", likely: "likely", check: "to check" };
/** More lines of an excerpt help nobody. */
const MOST = 12;

const place = ({ path, range }) => `\`${path}:${range.start.line}\``;

/** A finding as Markdown. */
export function markdown(finding) {
  const { title, severity, rule, message, steps, fix } = finding;
  const word = severity[0].toUpperCase() + severity.slice(1);
  const parts = [`**${title}** (${word}, \`${rule}\`)`, `${place(finding)}`, message];
  if (steps.length > 0) parts.push(steps.map((step, at) => `${at + 1}. ${place(step)} ${step.message}`).join("\n"));
  if (fix) parts.push(`Fix: ${fix.title} (${fix.reason})`);
  return `${parts.join("\n\n")}\n`;
}

/** What an issue about a wrong finding says, with the reader's reason; `code` is its file's text, if it shall be in it. */
export function wrong({ title, rule, certainty, message, range }, tool, reason, code) {
  const head = `Wrong finding: ${title}\n\nRule: ${rule} (${CERTAINTY[certainty]})\nVersion: ${tool.version} ${tool.standard}\nMessage: ${message}\n\nWhy it is wrong:\n${reason.trim()}\n`;
  if (code === undefined) return head;
  const first = range.start.line - 1;
  const lines = code.split("\n").slice(first, Math.min(range.end.line, first + MOST));
  return `${head}\nCode:\n\n~~~~\n${lines.join("\n")}\n~~~~\n`;
}

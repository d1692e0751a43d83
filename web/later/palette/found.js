//! What a few letters find in the command palette.

/** What can be done besides going to files and rules: `[name, label, hint]`; the app knows the names. */
export const ACTIONS = [
  ["next", "Next finding", "F8"],
  ["previous", "Previous finding", "Shift F8"],
  ["apply", "Apply the fix that is shown", "a"],
  ["filter", "Filter the findings", "/"],
  ["code", "Go to the code", "Alt 1"],
  ["findings", "Go to the findings", "Alt 2"],
  ["explain", "Go to the explanation", "Alt 3"],
  ["checklist", "Go to the checklist", ""],
  ["report", "Go to the report", "export"],
  ["review", "Review now", "Ctrl Enter"],
  ["new", "New file", ""],
  ["share", "Share", "link"],
  ["standard", "The standard in use", "nestor.json"],
  ["theme", "Switch between light and dark", "theme"],
  ["help", "Keyboard shortcuts", "?"],
  ["privacy", "What happens to your code", "privacy"],
  ["clear", "Clear everything", ""],
];

/** Files first, then what can be done, then the rules: `{kind, name, label, hint}`. */
export function entries(paths, rules) {
  const files = paths.map((path) => {
    const at = path.lastIndexOf("/");
    return { kind: "File", name: `file:${path}`, label: path.slice(at + 1), hint: path.slice(0, Math.max(at, 0)) };
  });
  const actions = ACTIONS.map(([name, label, hint]) => ({ kind: "Action", name, label, hint }));
  return [...files, ...actions, ...rules.map(({ id, title }) => ({ kind: "Rule", name: `rule:${id}`, label: title, hint: id }))];
}

/** The entries in which every word occurs, those that begin with the first word before the others; at most `most`. */
export function found(all, text, most) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = ({ label, hint }) => words.every((word) => label.toLowerCase().includes(word) || hint.toLowerCase().includes(word));
  const begins = ({ label, hint }) => [label, hint.split("/").at(-1)].some((name) => name.toLowerCase().startsWith(words[0] ?? ""));
  const held = all.filter(holds);
  return [...held.filter(begins), ...held.filter((entry) => !begins(entry))].slice(0, most);
}

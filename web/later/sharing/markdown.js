//! Files as Markdown: a fence each, longer than any run of backticks in it.

/** The language of a fence, and how a line of it is a comment; JSON has none. */
const LANGUAGES = [
  [/\.[cm]?tsx?$/, "ts", "//"],
  [/\.[cm]?jsx?$/, "js", "//"],
  [/\.prisma$/, "prisma", "//"],
  [/\.sql$/, "sql", "--"],
  [/\.ya?ml$/, "yaml", "#"],
  [/\.json$/, "json", null],
  [/(?:^|\/)\.env[^/]*$/, "sh", "#"],
  [/(?:^|\/)[^/]*dockerfile[^/]*$/i, "dockerfile", "#"],
];

/** The files below each other, each with its path where a paste into the page reads it again. */
export const markdown = (files) => files.map(({ path, text }) => block(path, text)).join("\n");

function block(path, text) {
  const [, language, comment] = LANGUAGES.find(([form]) => form.test(path)) ?? [null, "", null];
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const name = comment ? `${comment} ${path}\n` : "";
  const body = name !== "" && text.startsWith(name) ? text : name + text;
  const end = body.endsWith("\n") ? "" : "\n";
  return `${comment ? "" : `\`${path}\`\n\n`}${fence}${language}\n${body}${end}${fence}\n`;
}

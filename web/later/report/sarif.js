//! A review as SARIF 2.1.0, byte for byte as the command line writes it (`analyzer/src/report/sarif.rs`).

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT = "%SRCROOT%";
const LEVEL = { critical: "error", high: "error", medium: "warning", low: "note", info: "note" };
/** On the scale of CVSS. */
const SCORE = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0", info: "1.0" };
const PRECISION = { certain: "very-high", likely: "high", check: "medium" };
const SECURITY = new Set(["auth", "crypto", "deployment", "http", "injection", "suppression", "validation"]);

/** The text; `pages` are all rules with their examples. */
export function sarif(review, pages) {
  const ran = new Set(review.assessments.filter(({ state }) => state !== "off").map(({ rule }) => rule));
  const known = [...pages, ...(review.custom ?? [])].filter(({ id }) => ran.has(id));
  const { name, version, standard } = review.tool;
  const run = {
    tool: { driver: { name, semanticVersion: version, rules: known.map(descriptor), properties: { standard } } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: review.notes.map(notification) }],
    originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
    columnKind: "utf16CodeUnits",
    results: review.findings.map((finding) => result(finding, known)),
  };
  return `${JSON.stringify(sorted({ $schema: SCHEMA, version: "2.1.0", runs: [run] }), null, 2)}\n`;
}

/** Keys in the order of the alphabet, and none without a value. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

function descriptor(page) {
  const isSecurity = SECURITY.has(page.category);
  const level = LEVEL[page.severity];
  const tags = [page.category];
  if (isSecurity) tags.push("security");
  tags.push(...page.cwe.map((cwe) => `external/cwe/${cwe.toLowerCase()}`), ...page.standard);
  return {
    id: page.id,
    name: page.id.split("/").at(-1).split("-").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(""),
    shortDescription: { text: page.title },
    fullDescription: { text: page.words.split("\n\n").find((part) => !part.startsWith("#")) ?? "" },
    help: { text: page.words.split("\n").map((line) => line.replace(/^(?:## )+/, "")).join("\n"), markdown: help(page) },
    defaultConfiguration: { level },
    helpUri: page.refs[0],
    properties: {
      tags,
      precision: "high",
      "problem.severity": level === "note" ? "recommendation" : level,
      "security-severity": isSecurity ? SCORE[page.severity] : undefined,
    },
  };
}

/** The words, the first bad example and the first good one. */
function help(page) {
  let text = page.words;
  for (const good of [false, true]) {
    const example = page.examples.find((other) => other.good === good);
    if (!example) continue;
    text += good ? "\n\n## Good\n" : "\n\n## Bad\n";
    for (const [path, code] of Object.entries(example.files)) text += `\n\`\`\`${path.split(".").at(-1)}\n${code}\`\`\`\n`;
  }
  return text;
}

function result(finding, pages) {
  const index = pages.findIndex(({ id }) => id === finding.rule);
  const { severity, certainty, standard } = finding;
  return {
    ruleId: finding.rule,
    ruleIndex: index < 0 ? undefined : index,
    level: LEVEL[severity],
    message: { text: finding.message },
    locations: [location(finding.path, finding.range)],
    partialFingerprints: { "nestor/v1": finding.fingerprint },
    properties: { severity, certainty, precision: PRECISION[certainty], standard },
    codeFlows: finding.steps.length > 0 ? [flow(finding)] : undefined,
    fixes: finding.fix ? [change(finding.fix)] : undefined,
  };
}

function flow({ steps, path, range, title }) {
  const locations = [...steps, { path, range, message: title }].map((step) => ({
    location: { ...location(step.path, step.range), message: { text: step.message } },
  }));
  return { threadFlows: [{ locations }] };
}

function change({ title, reason, safe, edits }) {
  const files = [];
  for (const { path, range, text } of edits) {
    if (files.at(-1)?.path !== path) files.push({ path, replacements: [] });
    files.at(-1).replacements.push({ deletedRegion: region(range), insertedContent: { text } });
  }
  return {
    description: { text: `${title}: ${reason}` },
    artifactChanges: files.map(({ path, replacements }) => ({ artifactLocation: artifact(path), replacements })),
    properties: { kind: safe ? "safe" : "review" },
  };
}

function notification({ message, path, range }) {
  return { level: "note", message: { text: message }, locations: path === "" ? undefined : [location(path, range)] };
}

function location(path, range) {
  return { physicalLocation: { artifactLocation: artifact(path), region: range ? region(range) : undefined } };
}

const artifact = (path) => ({ uri: uri(path), uriBaseId: ROOT });

const region = ({ start, end }) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

/** A relative reference: whatever has a meaning of its own in an address is escaped. */
function uri(path) {
  const plain = /[A-Za-z0-9\-._~/!$&'()*+,;=@]/;
  const byte = (one) => {
    const character = String.fromCharCode(one);
    return one < 128 && plain.test(character) ? character : `%${one.toString(16).toUpperCase().padStart(2, "0")}`;
  };
  return [...new TextEncoder().encode(path)].map(byte).join("");
}

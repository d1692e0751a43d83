//! The review as data. Written from analyzer/src/report by tests/packages/types.mjs; a test holds them together.

/** Everything a review says. */
export interface Review {
  /** `SCHEMA`. */
  schema: number;
  /** Who reviewed, by which standard. */
  tool: Tool;
  /** Sizes and counts. */
  summary: Summary;
  /** Sorted by path, offset, rule. */
  findings: Finding[];
  /** One per rule, in the rules' order. */
  assessments: Assessment[];
  /** The brief's 24 items, in its order. */
  checklist: Item[];
  /** What the tests run. */
  coverage: Coverage;
  /** The rules that the standard adds. */
  custom?: RulePage[];
  /** What could not be read or judged. */
  notes: Note[];
}

/** What the tests run of the code. */
export interface Coverage {
  /** Lines that a test runs, in percent, rounded down; `None` without a coverage report. */
  lines: number | null;
  /** The percentage that the standard asks for. */
  required: number;
  /** Functions that no test runs, the file with the most missed lines first: at most twenty. */
  missing: Untested[];
  /** How many more there are. */
  more: number;
}

/** A function that no test runs. */
export interface Untested {
  /** Its file, as the coverage report names it. */
  path: string;
  /** The line it begins on, from 1. */
  line: number;
  /** Its name. */
  name: string;
}

/** Who reviewed. */
export interface Tool {
  /** `nestor`. */
  name: string;
  /** The engine's version. */
  version: string;
  /** `sha256:` and the digest of the standard in force. */
  standard: string;
}

/** Sizes and counts by severity. */
export interface Summary {
  /** Files that were read. */
  files: number;
  /** Lines in them. */
  lines: number;
  /** Findings of severity critical. */
  critical: number;
  /** Findings of severity high. */
  high: number;
  /** Findings of severity medium. */
  medium: number;
  /** Findings of severity low. */
  low: number;
  /** Findings of severity info. */
  info: number;
}

/** How much a finding matters. */
export type Severity = "info" | "low" | "medium" | "high" | "critical";

/** How sure a rule is of one finding. */
export type Certainty = "check" | "likely" | "certain";

/** One thing found. */
export interface Finding {
  /** `category/name`. */
  rule: string;
  /** The rule's title: the problem in a sentence. */
  title: string;
  /** The part of `rule` before the slash. */
  category: string;
  /** As the standard sets it. */
  severity: Severity;
  /** How sure the rule is. */
  certainty: Certainty;
  /** Lines of the standard it enforces: `S050`. */
  standard: string[];
  /** `CWE-89`. */
  cwe: string[];
  /** About this code: its names, its lines. Markdown: code stands between backticks. */
  message: string;
  /** Relative to where the review started, with `/`. */
  path: string;
  /** Where. */
  range: Range;
  /** Other places that belong to it, in the order to read them. */
  steps: Step[];
  /** What would mend it. */
  fix?: Fix;
  /** The same while rule, enclosing symbol and the text found stay the same; unique in a review. */
  fingerprint: string;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  /** The first character. */
  start: Position;
  /** Behind the last character. */
  end: Position;
}

/** A place in a file. */
export interface Position {
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  /** From 0, in UTF-16 code units from the file's start. */
  offset: number;
}

/** A place on the way to a finding. */
export interface Step {
  /** As in `Finding::path`. */
  path: string;
  /** Where. */
  range: Range;
  /** What happens there. */
  message: string;
}

/** A change that mends a finding. */
export interface Fix {
  /** What it does, as a verb phrase. */
  title: string;
  /** Whether the code behaves the same but for the fault. */
  safe: boolean;
  /** Why a person should look at it first, or why it is safe. */
  reason: string;
  /** Sorted by path and offset, not overlapping; all or none. */
  edits: Edit[];
}

/** One replacement; an empty range inserts. */
export interface Edit {
  /** As in `Finding::path`. */
  path: string;
  /** What is replaced. */
  range: Range;
  /** By what. */
  text: string;
}

/** What became of one rule. */
export interface Assessment {
  /** `category/name`. */
  rule: string;
  /** Found, passed, or why not judged. */
  state: State;
  /** The evidence it lacked; empty unless `state` is `State::NotSeen`. */
  needs: string[];
  /** Findings. */
  count: number;
}

/** What became of a rule. */
export type State = "found" | "passed" | "nothing-to-judge" | "not-seen" | "off";

/** One line of the review checklist. */
export interface Item {
  /** `Code quality`, `Security`, `Database`, `Testing`. */
  group: string;
  /** The line, in the brief's words. */
  item: string;
  /** What is known. */
  state: ItemState;
  /** A sentence: what was seen, or what is needed. */
  evidence: string;
  /** The rules that speak to it. */
  rules: string[];
}

/** What is known of a checklist item. */
export type ItemState = "pass" | "problem" | "not-seen" | "yours";

/** What could not be read or judged, and why. */
export interface Note {
  /** The file it is about; empty for the review as a whole. */
  path: string;
  /** The place, where there is one. */
  range?: Range;
  /** A sentence. */
  message: string;
}

/** A rule as its readers see it: `nestor rules --format json`, the rule pages. */
export interface RulePage {
  /** `category/name`. */
  id: string;
  /** The problem in a sentence. */
  title: string;
  /** The part of `id` before the slash. */
  category: string;
  /** Unless a standard sets another. */
  severity: Severity;
  /** Lines of the standard it enforces. */
  standard: string[];
  /** Web addresses. */
  refs: string[];
  /** `CWE-89`. */
  cwe: string[];
  /** Evidence it cannot judge without. */
  needs: string[];
  /** Whether it offers one. */
  fix: FixKind;
  /** Markdown with the headings "Why it matters", "How to fix", "When not to apply"; no examples. */
  words: string;
  /** Bad and good code; a site keeps it apart. */
  examples: ExamplePage[];
}

/** The surest fix among a rule's examples. */
export type FixKind = "none" | "safe" | "review";

/** One example of a rule. */
export interface ExamplePage {
  /** Whether the rule is silent on it. */
  good: boolean;
  /** Text by path, without marks; the path is `src/example.ts` unless the example names it. */
  files: Record<string, string>;
  /** The lines that are found. */
  marks: Mark[];
}

/** A line that a rule finds. */
export interface Mark {
  /** The example's file. */
  path: string;
  /** From 1. */
  line: number;
}

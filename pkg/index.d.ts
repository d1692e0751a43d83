//! The types of the package. Those of the data are in `review.d.ts`, which is written from the engine's own.

import type { Review, RulePage, Severity } from "./review.d.ts";

export type * from "./review.d.ts";

/** A file to review: its path relative to the project, with `/`, and its text. */
export interface Source {
  path: string;
  text: string;
}

/** What a report as Markdown holds besides the template's parts, and what it leaves out. */
export interface ReportOptions {
  /** The lines that are found, except those of `.env` files. */
  code?: boolean;
  /** The rules that passed. */
  passed?: boolean;
  /** Only findings of these severities; of all, if none is named. */
  severities?: Severity[];
  /** Long lists folded and sections cut after fifty findings: for a comment on GitHub. */
  folded?: boolean;
  /** Items of the checklist that a person has checked. */
  checked?: { item: string; note?: string }[];
}

/** Starts the engine; once is enough. `source` is the wasm's address, response, bytes or module. */
export default function init(
  source?: string | URL | Response | BufferSource | WebAssembly.Module | Promise<Response | BufferSource>,
): Promise<void>;

/** Reviews files, and keeps what it parsed: to review again after an edit costs the edited file. */
export class Reviewer {
  /** `standard` is the text of a `nestor.json`. What cannot be understood in it becomes notes of the reviews. */
  constructor(standard?: string | null);
  /** Reviews all of a project's files that are at hand. Broken code gives notes, never an exception. */
  review(files: Source[]): Review;
  /** The last review with the fixes alone that a second review agrees with; `review` does this itself. */
  confirm(): Review;
  /** The last review as text; the options are about Markdown. */
  report(format: "json" | "markdown", options?: ReportOptions): string;
  /** The files that change when the fixes of these findings of the last review are applied together. */
  fix(fingerprints: string[]): Source[];
  /** `[start, end, class]` triples for colouring: 1 keyword, 2 string, 3 comment, 4 decorator, 5 number, 6 type, 7 function. */
  highlight(path: string, text: string): Uint32Array;
  /** Frees the reviewer's memory at once rather than some day. */
  free(): void;
  [Symbol.dispose](): void;
}

/** Every rule with its words and examples; they are loaded when first asked for. */
export function rules(): Promise<RulePage[]>;

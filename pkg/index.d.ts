//! The types of the package. Those of the data are in `review.d.ts`, which is written from the engine's own.

import type { Review, RulePage } from "./review.d.ts";

export type * from "./review.d.ts";

/** A file to review: its path relative to the project, with `/`, and its text. */
export interface Source {
  path: string;
  text: string;
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
  /** The last review as text. */
  report(format: "json" | "markdown"): string;
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

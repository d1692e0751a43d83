//! The engine's side of the bridge: every edit becomes a review, every review is drawn and told.

import { tellFiles } from "./files.js";
import { notReviewed, withinLimits } from "./limits.js";
import { draw } from "./marking.js";
import { read, room } from "./room.js";
import { followStandard, standardPath } from "./standard.js";
import { Supervisor } from "./supervisor.js";

let timer = 0;
/** Files that the last review left out, and what was last told of them. */
let beyond = [];
let told = JSON.stringify(["", []]);

/** Starts fetching the engine, the whole of it at once if asked to; `emit(kind, payload)` hears of it and of every review. */
export function startEngine(emit, isWhole = false) {
  room.tellEngine = emit;
  room.supervisor = new Supervisor({
    progress: (progress) => room.tellEngine("progress", progress),
    ready: (payload) => room.tellEngine("ready", payload),
    whole() {
      room.tellEngine("whole", {});
      schedule(0);
    },
    short: (payload) => room.tellEngine("short", payload),
    blocked: (payload) => room.tellEngine("blocked", payload),
    reviewing: () => room.tellEngine("reviewing", {}),
    stopped: (payload) => room.tellEngine("stopped", payload),
    review: take,
    confirmed: () => room.tellEngine("confirmed", {}),
  }, isWhole);
  schedule(0);
}

/** Reviews by another standard: the text of a `nestor.json`, or null. */
export function setStandard(json) {
  room.mine = json ?? null;
  schedule(0);
}

/** What the standard in use notes about a rule. */
export const teamNote = (rule) => (typeof room.notes?.[rule] === "string" ? room.notes[rule] : undefined);

/** Fetches the rules that could not be fetched. */
export function fetchRest() {
  room.tellEngine("growing", {});
  room.supervisor.grow();
}

/** Reviews without waiting for a pause in typing. */
export const reviewNow = () => schedule(0);

/** Sends the texts to the engine after a pause; a further edit begins the pause anew. */
export function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
}

/** Hands all texts to the engine, as far as they are within the limits. */
function send() {
  tellFiles();
  followStandard();
  const all = room.workspace.documents
    .map((document) => ({ document, path: document.path, text: read(document) }))
    .filter(({ document, text }) => document.isNamed || text.trim() !== "");
  for (const { document, text } of all) document.isEmpty = text === "";
  const { kept, skipped } = withinLimits(all);
  beyond = skipped;
  tellLimit();
  const files = kept.map(({ path, text }) => ({ path, text }));
  room.supervisor?.review({ files, standard: room.standard, documents: kept });
}

/** Tells which files are not reviewed, those that were not even opened first; once, until it changes. */
export function tellLimit() {
  const { skipped: unopened, words } = room.unopened;
  const skipped = [...unopened, ...beyond];
  const message = [notReviewed(skipped.length), words].filter(Boolean).join(" ");
  const now = JSON.stringify([message, skipped]);
  if (now !== told) room.tellWorkspace("limit", { message, skipped });
  told = now;
}

/** A review has come: its findings are drawn at once, wherever their text has moved to meanwhile. One by a former standard is not told. */
function take(job, review, figures) {
  if (job.standard !== room.standard) return;
  review.notes = review.notes.map((note) => (note.path === "nestor.json" && note.range ? { ...note, path: standardPath() } : note));
  room.arrived = {
    findings: review.findings,
    review,
    texts: new Map(job.documents.map(({ document, text }) => [document, text])),
    byPath: new Map(job.documents.map(({ document, path }) => [path, document])),
  };
  draw(review.findings);
  room.tellEngine("review", { review, ...figures });
}

/** The last review as `json` or `markdown`; the options are the package's `ReportOptions`. */
export const report = async (format, options) => (await room.supervisor.ask("report", { format, options })).report;

/** Spans of a text to colour: flat `[start, end, class]*`. */
export const highlight = async (path, text) => (await room.supervisor.ask("highlight", { path, text })).spans;

/** The pages of all rules without their words and examples; they need no engine. */
export const rules = () => plain("./catalogue.json", "rules");

/** The same with their words. */
export const rulesWithWords = () => plain("./rules.json", "rules");

/** The words of a category's rules, by their ids. */
export const words = (category) => plain(`./words/${encodeURIComponent(category)}.json`, "words");

/** The examples of a category's rules, by their ids. */
export const examples = (category) => plain(`./examples/${encodeURIComponent(category)}.json`, "examples");

async function plain(path, what) {
  const response = await fetch(new URL(path, import.meta.url));
  if (!response.ok) throw new Error(`The ${what} could not be fetched (status ${response.status}).`);
  return response.json();
}

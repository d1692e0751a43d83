//! What a keystroke costs in a project of 300 files, as wasm: `node tests/packages/bench.mjs [FOLDER]`.

import { join } from "node:path";
import { Reviewer } from "../../pkg/node.js";
import { ROOT, filesOf, reviewer } from "./engine.mjs";

const FILES = 300;
const ROUNDS = 7;
const median = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
const timed = (work) => {
  const since = performance.now();
  work();
  return performance.now() - since;
};

/** What a page asks after a key; the package's own `review` tries the fixes as well, which a page does once nobody types. */
const { review } = Object.getPrototypeOf(Reviewer.prototype);

const own = await filesOf(process.argv[2] ?? join(ROOT, "tests/projects"));
// What a review leaves out is no project of 300 files.
const code = own.filter((it) => it.path.endsWith(".ts") && !it.text.includes("@angular"));
const files = Array.from({ length: FILES }, (_, at) => {
  const { path, text } = code[at % code.length];
  return { path: at < code.length ? path : `copy${Math.floor(at / code.length)}/${path}`, text };
});
const edited = FILES >> 1;

const rounds = { whole: [], again: [], key: [], file: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  const one = await reviewer();
  rounds.whole.push(timed(() => review.call(one, files)));
  rounds.again.push(timed(() => review.call(one, files)));
  const typed = files.with(edited, { ...files[edited], text: `${files[edited].text}\nexport const typed = ${round};\n` });
  rounds.key.push(timed(() => review.call(one, typed)));
  const alone = await reviewer();
  review.call(alone, []);
  const [first, same] = [[files[edited]], [files[edited]]].map((it) => timed(() => review.call(alone, it)));
  rounds.file.push(Math.max(first - same, 0));
}
const [whole, again, key, file] = Object.values(rounds).map(median);
// A review of the same texts does everything but parse.
const parse = whole - again;
const allowed = file + 0.4 * parse;
const kilobytes = Math.round(files.reduce((sum, it) => sum + it.text.length, 0) / 1000);
const line = (name, ms) => console.log(`  ${name.padEnd(48)}${ms.toFixed(1).padStart(9)} ms`);
console.log(`${FILES} files, ${kilobytes} KB, median of ${ROUNDS} rounds`);
line("first review", whole);
line("review of the same texts", again);
line("so the parse of all files", parse);
line("review after an edit of one file", key);
line("bound: that file's parse and 40 % of the whole parse", allowed);
console.log(`  a keystroke costs ${(key / allowed).toFixed(2)} of its bound`);

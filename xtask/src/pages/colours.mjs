//! Colours the rules' examples with the engine of the package: by rule, example and path, `[start, end, class]` triples.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import init, { Reviewer } from "../../../pkg/node.js";

await init();
const reviewer = new Reviewer();
const colours = {};
const folder = process.argv[2];
for (const name of await readdir(folder)) {
  for (const [id, examples] of Object.entries(JSON.parse(await readFile(join(folder, name), "utf8")))) {
    const coloured = ([path, text]) => [path, [...reviewer.highlight(path, text)]];
    colours[id] = examples.map(({ files }) => Object.fromEntries(Object.entries(files).map(coloured)));
  }
}
process.stdout.write(JSON.stringify(colours));

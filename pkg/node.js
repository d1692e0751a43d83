//! The package's face in Node: as in browsers, but the wasm is read from the disk.

import { readFile } from "node:fs/promises";
import start, { Reviewer as Engine } from "./engine/engine.js";

/** Reviews; a fix is part of a review only if a second review agrees with it. */
export class Reviewer extends Engine {
  review(files) {
    super.review(files);
    return this.confirm();
  }
}

const WASM = new URL("./engine/engine_bg.wasm", import.meta.url);

/** Starts the engine. `source` is the wasm's bytes, module or address; without it, the file beside this one. */
export default async function init(source = WASM) {
  const given = await source;
  const isFile = given instanceof URL && given.protocol === "file:";
  await start({ module_or_path: isFile ? await readFile(given) : given });
}

/** Every rule with its words and examples; they are fetched when first asked for. */
export async function rules() {
  return (await import("./rules.js")).default;
}

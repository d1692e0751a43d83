//! The package's face in browsers and bundlers: `await init()` once, then `new Reviewer().review(files)`.

import start, { Reviewer as Engine } from "./engine/engine.js";

/** Reviews; a fix is part of a review only if a second review agrees with it. */
export class Reviewer extends Engine {
  review(files) {
    super.review(files);
    return this.confirm();
  }
}

/** Starts the engine. `source` is where the wasm is, or its bytes; without it, the file beside this one. */
export default async function init(source = new URL("./engine/engine_bg.wasm", import.meta.url)) {
  await start({ module_or_path: await source });
}

/** Every rule with its words and examples; they are fetched when first asked for. */
export async function rules() {
  return (await import("./rules.js")).default;
}

//! Values of `.env` files, shown as dots until asked for: they are reviewed all the same.

import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

const DOTS = Decoration.mark({ class: "nestor-masked" });
const VALUE = /^\s*(?:export\s+)?[\w.-]+\s*=\s*(?=\S)/;

function dots(view) {
  const builder = new RangeSetBuilder();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const key = VALUE.exec(line.text);
      if (key && key[0].length < line.length) builder.add(line.from + key[0].length, line.to, DOTS);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** Draws dots over the values in sight. */
export const masking = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = dots(view);
    }

    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = dots(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);


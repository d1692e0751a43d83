//! Changed lines of a text, drawn as the app draws them.

import { diffArrays } from "diff";
import { element } from "../shared/elements.js";

/** Lines around a change. */
const CONTEXT = 2;

/** The lines that differ between two texts. */
export function diff(before, after, label) {
  const shown = hunks(before.split("\n"), after.split("\n")).map((lines) => {
    const rows = lines.map(row);
    return element("div", { className: "hunk" }, rows);
  });
  return element("div", { className: "diff", role: "group", "aria-label": label }, shown);
}

/** Changed lines with those around them: lists of `{sign, number, text}`. */
function hunks(before, after) {
  let [old, now] = [0, 0];
  const lines = diffArrays(before, after).flatMap(({ value, added, removed }) =>
    value.map((text) => {
      if (!added) old += 1;
      if (!removed) now += 1;
      return { sign: added ? "+" : removed ? "-" : " ", number: added ? now : old, text };
    }),
  );
  const isShown = (at) => lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== " ");
  const found = [];
  for (const [at, line] of lines.entries()) {
    if (!isShown(at)) continue;
    if (at > 0 && isShown(at - 1)) found.at(-1).push(line);
    else found.push([line]);
  }
  return found;
}

const KIND = { " ": "span", "-": "del", "+": "ins" };

function row({ sign, number, text }) {
  const line = element("span", { className: "line", "aria-hidden": "true" }, [String(number)]);
  return element(KIND[sign], { className: "row" }, [line, element("span", { className: "sign" }, [sign]), `${text}\n`]);
}

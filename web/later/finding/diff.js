//! Changed lines of a text, drawn as the app draws them.

import { structuredPatch } from "diff";
import { element } from "../shared/elements.js";

/** Lines around a change. */
const CONTEXT = 2;

/** The lines that differ between two texts. */
export function diff(before, after, label) {
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: CONTEXT });
  const shown = hunks.map(({ oldStart, newStart, lines }) => {
    let [old, now] = [oldStart, newStart];
    const rows = lines.filter((line) => !line.startsWith("\\")).map((line) => {
      const sign = line[0];
      const number = sign === "+" ? now : old;
      if (sign !== "+") old += 1;
      if (sign !== "-") now += 1;
      return row(sign, number, line.slice(1));
    });
    return element("div", { className: "hunk" }, rows);
  });
  return element("div", { className: "diff", role: "group", "aria-label": label }, shown);
}

const KIND = { " ": "span", "-": "del", "+": "ins" };

function row(sign, number, text) {
  const line = element("span", { className: "line", "aria-hidden": "true" }, [String(number)]);
  return element(KIND[sign], { className: "row" }, [line, element("span", { className: "sign" }, [sign]), `${text}\n`]);
}

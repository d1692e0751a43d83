//! The rules that each preset leaves out, as the engine of the package says: `{preset: [id]}`.

import init, { Reviewer } from "../../../pkg/node.js";

await init();
const without = (preset) => new Reviewer(JSON.stringify({ preset })).review([]).assessments.filter(({ state }) => state === "off").map(({ rule }) => rule);
process.stdout.write(JSON.stringify(Object.fromEntries(["recommended", "security", "off"].map((preset) => [preset, without(preset)]))));

//! `nestor.json` as an object: read with its comments, written with what differs from the default alone.

const ORDER = ["$schema", "preset", "rules", "facts", "notes", "ignore", "custom"];
const SCHEMA = "./node_modules/nestor-review/nestor.schema.json";
/** The preset that is meant where none is named. */
const PRESET = "backend-expert";
const COMMENT = /"(?:\\.|[^"\\])*"|\/\/.*|\/\*[^]*?\*\//g;
const LAST_COMMA = /"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g;

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const bare = (text, what) => text.replace(what, (found) => (found[0] === '"' ? found : ""));

/** The standard in a text, which may have comments; null if there is none. */
export function readStandard(text) {
  try {
    const standard = JSON.parse(bare(bare(text.replace(/^\ufeff/, "") || "{}", COMMENT), LAST_COMMA));
    return isObject(standard) ? standard : null;
  } catch {
    return null;
  }
}

/** The name of its preset. */
export const presetOf = ({ preset = PRESET }) => preset;

/** What it says under a key: `[name, value]` in the order of the names. */
export const entriesOf = (standard, key) => (isObject(standard[key]) ? Object.entries(standard[key]).sort(([a], [b]) => (a < b ? -1 : 1)) : []);

/** Its text, the keys always in the same order, unknown ones last; null if it says what the default says. */
export function written(standard) {
  const differing = { ...standard, $schema: SCHEMA };
  if (presetOf(standard) === PRESET) delete differing.preset;
  const keys = [...new Set([...ORDER, ...Object.keys(differing).sort()])].filter((key) => !isEmpty(differing[key]));
  const values = keys.map((key) => [key, isObject(differing[key]) ? Object.fromEntries(entriesOf(differing, key)) : differing[key]]);
  return keys.length > 1 ? `${JSON.stringify(Object.fromEntries(values), null, 2)}\n` : null;
}

const isEmpty = (value) => value === undefined || (value !== null && typeof value === "object" && Object.keys(value).length === 0);

/** The same for texts that say the same; what cannot be read says what it is. */
export function canonical(text) {
  const standard = readStandard(text ?? "");
  return standard ? (written(standard) ?? "") : text;
}

/** How much of each kind differs from the default. */
export function counts(standard) {
  const of = (key) => (Array.isArray(standard[key]) ? standard[key] : entriesOf(standard, key)).length;
  const preset = presetOf(standard);
  return { preset: preset === PRESET ? "" : String(preset), rules: of("rules"), facts: of("facts"), notes: of("notes"), ignore: of("ignore"), custom: of("custom") };
}

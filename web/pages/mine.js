//! What the reader's own standard, which this browser keeps, says of each rule: on, off, or of another severity.

const WORDS = { off: "Off", info: "Info", low: "Low", medium: "Medium", high: "High", critical: "Critical" };

/** Writes it into the rows and shows the facet, if there is a standard. */
export function applyMine(rows) {
  const standard = kept();
  for (const row of rows) row.values.set("mine", new Set([standard ? stateOf(row, standard) : "on"]));
  document.getElementById("mine").hidden = document.getElementById("in-mine").hidden = standard === null;
}

function kept() {
  try {
    const standard = JSON.parse(localStorage.getItem("nestor.standard"));
    return typeof standard === "object" ? standard : null;
  } catch {
    return null;
  }
}

/** A rule's level stands before its category's, and that before the preset's. */
function stateOf({ item, words: { id }, values }, { preset, rules }) {
  const isLeftOut = item.dataset.notIn.split(" ").includes(preset);
  const level = rules?.[id] ?? rules?.[id.replace(/\/.*/, "/*")] ?? (isLeftOut ? "off" : "on");
  const shown = item.querySelector(".sev");
  if (!WORDS[level] || shown.textContent === WORDS[level]) return "on";
  shown.className = `sev ${level}`;
  shown.textContent = WORDS[level];
  values.set("severity", new Set([level]));
  return level === "off" ? "off" : "changed";
}

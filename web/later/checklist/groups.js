//! The brief's checklist as the page shows it: by group, with what is known of each item. Ticks are a map from an item to a note.

/** What is known of an item: the word, and whether a person can settle it. */
export const STANDINGS = {
  pass: { word: "Pass", takesTick: false },
  problem: { word: "Problem", takesTick: false },
  "not-seen": { word: "Not seen", takesTick: true },
  yours: { word: "Yours to check", takesTick: true },
  idle: { word: "Not applicable", takesTick: true },
};

/** The groups of a review `[{name, entries}]` without what nothing in these files speaks to, and then that. */
export function groupsOf(review) {
  const groups = [];
  const idle = [];
  for (const item of review.checklist) {
    if (groups.at(-1)?.name !== item.group) groups.push({ name: item.group, entries: [] });
    const entry = entryOf(review, item);
    (entry.standing === "idle" ? idle : groups.at(-1).entries).push(entry);
  }
  return { groups: groups.filter(({ entries }) => entries.length > 0), idle };
}

function entryOf({ assessments, findings }, { item, state, evidence, rules }) {
  const assessed = assessments.filter(({ rule }) => rules.includes(rule));
  const isIdle = rules.length > 0 && assessed.every((one) => one.state === "nothing-to-judge");
  return {
    item,
    evidence,
    standing: state === "yours" && isIdle ? "idle" : state,
    findings: findings.filter(({ rule }) => rules.includes(rule)),
    files: state === "not-seen" ? [...new Set(assessed.flatMap(({ needs }) => needs))].sort() : [],
  };
}

/** Whether a person has settled an item; a tick does not outweigh a finding. */
export const isTicked = ({ standing, item }, ticks) => STANDINGS[standing].takesTick && ticks.has(item);

/** `4 of 5 checked pass · 2 unknown`; never a percentage. */
export function headOf({ entries }, ticks) {
  const count = (standing) => entries.filter((entry) => entry.standing === standing).length;
  const checked = count("pass") + count("problem");
  const byHand = entries.filter((entry) => isTicked(entry, ticks)).length;
  const unknown = entries.length - checked - byHand;
  const parts = [checked === 0 ? "none checked" : `${count("pass")} of ${checked} checked pass`];
  if (byHand > 0) parts.push(`${byHand} by hand`);
  if (unknown > 0) parts.push(`${unknown} unknown`);
  return parts.join(" · ");
}

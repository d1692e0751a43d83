//! The report: what it may hold, how it will read, and ways to take it along.

import { report, rulesWithWords, examples } from "../reviewing.js";
import { box, button, copying, element, saving } from "./shared/elements.js";
import { sarif } from "./report/sarif.js";

const SEVERITIES = ["critical", "high", "medium", "low", "info"];
const chosen = { code: false, passed: false, folded: false, mine: false, severities: new Set(SEVERITIES) };

let panel = null;
let turn = 0;

/** Shows the report of the last review in `host`; `ticks` is what a person has ticked in the checklist: JSON `[[item, note]]`, or nothing. */
export async function show(host, ticks) {
  const checked = JSON.parse(ticks || "[]").map(([item, note]) => ({ item, note }));
  if (panel?.host !== host) panel = open(host);
  panel.checked = checked;
  panel.mine.hidden = checked.length === 0;
  panel.mine.lastChild.data = `My own checks (${checked.length})`;
  await refresh();
}

/** The choices as the engine takes them. */
function options() {
  const { code, passed, folded, mine, severities } = chosen;
  const some = severities.size > 0 && severities.size < SEVERITIES.length;
  return {
    code,
    passed,
    folded,
    severities: some ? SEVERITIES.filter((severity) => severities.has(severity)) : [],
    checked: mine ? panel.checked : [],
  };
}

async function refresh() {
  turn += 1;
  const own = turn;
  try {
    const [text, { render }] = await Promise.all([report("markdown", options()), import("./report/markdown.js")]);
    if (own !== turn) return;
    panel.text = text;
    const open = [...panel.preview.querySelectorAll("details")].map((details) => details.open);
    panel.preview.replaceChildren(render(text));
    panel.preview.querySelectorAll("details").forEach((details, at) => (details.open = open[at] ?? false));
    panel.note.textContent = chosen.severities.size === 0 ? "No severity is chosen, so all are listed." : "";
  } catch (error) {
    if (own === turn) panel.note.textContent = `The report could not be written (${error.message}).`;
  }
}

function open(host) {
  const choice = (label, key) => box(label, chosen[key], (is) => ((chosen[key] = is), refresh()));
  const severity = (name) =>
    box(name[0].toUpperCase() + name.slice(1), chosen.severities.has(name), (is) => {
      chosen.severities[is ? "add" : "delete"](name);
      refresh();
    });
  const mine = choice("", "mine");
  const preview = element("article", { className: "report-text", "aria-label": "Preview of the report", tabIndex: 0 });
  const note = element("p", { className: "hint", role: "status" });
  const [copy, denied] = copying("Copy", () => panel.text, "btn primary");
  const made = { host, mine, preview, note, checked: [], text: "" };
  host.replaceChildren(
    element("fieldset", { className: "boxes" }, [
      element("legend", {}, ["Also in the report"]),
      choice("Code excerpts", "code"),
      choice("Passed rules", "passed"),
      choice("Folded for GitHub", "folded"),
      mine,
    ]),
    element("fieldset", { className: "boxes" }, [element("legend", {}, ["Severities"]), ...SEVERITIES.map(severity)]),
    element("div", { className: "acts" }, [
      copy,
      button("Download .md", () => save("md", "text/markdown", async () => panel.text)),
      button("Download .json", () => save("json", "application/json", () => report("json"))),
      button("Download .sarif", () => save("sarif", "application/sarif+json", asSarif)),
    ]),
    denied,
    note,
    preview,
  );
  return made;
}

async function save(kind, type, text) {
  try {
    saving(`nestor-report.${kind}`, await text(), type);
  } catch (error) {
    panel.note.textContent = `The file could not be made (${error.message}).`;
  }
}

/** SARIF carries the rules' examples, which lie in a file for each category. */
async function asSarif() {
  const [review, pages] = await Promise.all([report("json").then(JSON.parse), rulesWithWords()]);
  const categories = [...new Set(pages.map(({ category }) => category))];
  const byId = Object.assign({}, ...(await Promise.all(categories.map(examples))));
  return sarif(review, pages.map((page) => ({ ...page, examples: byId[page.id] ?? [] })));
}

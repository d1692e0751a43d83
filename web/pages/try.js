//! Try it: a rule's first example in the review's own editor, what the rule finds in it beneath.

import { examples, files, openWorkspace, reveal, setActive, setFiles, setStandard, setTheme, showReview, startEngine } from "../bridge.js";
import { encodeShare } from "../later/share.js";
import { showFindings } from "../embed-findings.js";

/** The way to the site's root. */
const ROOT = "../../../";
/** A line that is seen without scrolling. */
const IN_SIGHT = 12;
const WORDS = { bad: "Noncompliant", good: "Compliant" };

let rule;
let place;
let active = "";
let last = null;
let standard = null;
/** What is opened by itself does not scroll the code sideways. */
let isQuiet = false;

/** Puts the editor into its place. */
export async function open(host) {
  rule = host.dataset.rule;
  const all = (await examples(host.dataset.category))[rule];
  const choices = Object.entries(WORDS).filter(([key]) => host.dataset[key] !== undefined);
  const of = (key) => Object.entries(all[Number(host.dataset[key])].files).map(([path, text]) => ({ path, text }));
  place = parts(choices);
  host.replaceChildren(place.head, place.tabs, place.editor, place.status, place.own, place.others);
  for (const button of place.choices) button.addEventListener("click", () => take(button.dataset.key));
  place.review.addEventListener("click", openInReview);
  const take = (key) => {
    for (const button of place.choices) button.setAttribute("aria-pressed", String(button.dataset.key === key));
    const list = of(key);
    const shown = all[Number(host.dataset[key])].marks[0]?.path ?? list[0].path;
    setFiles(list, shown);
    followStandard();
  };
  setTheme(document.documentElement.dataset.theme);
  document.documentElement.addEventListener("theme", () => setTheme(document.documentElement.dataset.theme));
  const opened = openWorkspace(place.editor, hear);
  take(choices[0][0]);
  startEngine(hear, true);
  await opened;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function parts(keys) {
  const choices = keys.map(([key, word]) => element("button", { type: "button", class: "choice", "data-key": key }, word));
  const review = element("button", { type: "button", class: "btn small" }, "Open in the review");
  const textarea = element("textarea", { "aria-label": "Code to try", spellcheck: "false", autocapitalize: "off" });
  return {
    choices,
    review,
    head: element("div", { class: "try-head" }, element("div", { class: "choices", role: "group", "aria-label": "Example" }, ...choices), review),
    tabs: element("div", { class: "tabs", role: "tablist", "aria-label": "Files" }),
    editor: element("div", { class: "editor", id: "try-editor" }, textarea),
    status: element("p", { class: "try-status", role: "status" }, "Loading the reviewer"),
    own: element("div", { class: "own" }),
    others: element("details", { class: "others", hidden: "" }, element("summary", {}), element("div", {})),
  };
}

/** An example may hold the standard it is reviewed by. */
function followStandard() {
  const text = files().find(({ path }) => path === "nestor.json")?.text ?? null;
  if (text === standard) return;
  standard = text;
  setStandard(text);
}

function hear(kind, payload) {
  if (kind === "files") showTabs(payload);
  else if (kind === "edited") followStandard();
  else if (kind === "progress") say(payload.total ? `Loading the reviewer, ${Math.round((100 * payload.loaded) / payload.total)} %` : "Loading the reviewer");
  else if (kind === "reviewing") place.status.classList.add("updating");
  else if (kind === "review") reviewed(payload.review);
  else if (kind === "blocked") say(payload.message);
  else if (kind === "stopped") say(payload.path ? `The reviewer stopped on ${payload.path}.` : "The reviewer stopped and was started again.");
}

function say(words) {
  place.status.classList.remove("updating");
  if (place.status.textContent !== words) place.status.textContent = words;
}

function showTabs(payload) {
  active = payload.active;
  place.tabs.hidden = payload.files.length < 2;
  const isFocused = place.tabs.contains(document.activeElement);
  place.tabs.replaceChildren(...payload.files.map(tab));
  if (isFocused) place.tabs.querySelector('[aria-selected="true"]').focus();
}

function tab({ path }, index, all) {
  const isActive = path === active;
  const made = element("button", { type: "button", role: "tab", "aria-selected": String(isActive), "aria-controls": "try-editor" }, path);
  made.tabIndex = isActive ? 0 : -1;
  made.addEventListener("click", () => setActive(path));
  made.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step) setActive(all[(index + step + all.length) % all.length].path);
  });
  return made;
}

function reviewed(review) {
  const own = review.findings.filter((finding) => finding.rule === rule);
  const others = review.findings.filter((finding) => finding.rule !== rule);
  showReview({ findings: own });
  say(own.length === 0 ? "This rule finds nothing here." : own.length === 1 ? "This rule finds 1 place." : `This rule finds ${own.length} places.`);
  show(place.own, review, own);
  const isFirst = last === null || !last.some(({ rule: id }) => id === rule);
  if (isFirst && own.length > 0) {
    isQuiet = own[0].range.start.line < IN_SIGHT;
    place.own.querySelector("details").open = true;
  }
  place.others.hidden = others.length === 0;
  place.others.firstChild.textContent = others.length === 1 ? "1 finding of another rule" : `${others.length} findings of other rules`;
  show(place.others.lastChild, review, others);
  last = review.findings;
}

function show(where, review, findings) {
  const all = files();
  const front = Math.max(0, all.findIndex(({ path }) => path === active));
  if (findings.length === 0) return where.replaceChildren();
  showFindings(where, { review: { ...review, findings, notes: [] }, files: all, active: front, root: ROOT }, ({ path, range }) => {
    if (!isQuiet) reveal(path, range.start.offset, range.end.offset, false);
    isQuiet = false;
  });
}

/** The review asks before it replaces a draft. */
async function openInReview() {
  try {
    const encoded = await encodeShare({ f: files().map(({ path, text }) => [path, text]), a: active });
    location.assign(`${ROOT}#s=${encoded}`);
  } catch (error) {
    say(error.message);
  }
}

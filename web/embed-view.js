//! The embedded review: the code of a page or of a share link, read-only, with its findings beside or under it.

import { detectPath } from "./detect.js";
import { showCode, showLines } from "./embed-code.js";
import { showFindings } from "./embed-findings.js";
import { withinLimits } from "./limits.js";
import { cleanPath, uniquePath } from "./paths.js";
import { decodeShare, encodeShare } from "./later/share.js";
import { Supervisor } from "./supervisor.js";

const VERSION = 1;
const byId = (id) => document.getElementById(id);
const isFramed = window.parent !== window;

/** What is shown: files, the one in front, the last review, the host's wishes. */
const shown = { files: [], active: 0, review: null, standard: null, highlight: "", spans: new Map() };
let host = null;
let supervisor = null;

function tell(kind, payload) {
  if (!host) return;
  // A page opened from a disk has no origin that could be named.
  window.parent.postMessage({ nestor: VERSION, kind, ...payload }, host === "null" ? "*" : host);
}

/** The page around this frame sends the code, and may send it again. */
function hear({ source, origin, data }) {
  if (source !== window.parent || data?.nestor !== VERSION || data.kind !== "show") return;
  if (host !== null && host !== origin) return;
  host = origin;
  const files = Array.isArray(data.files) ? data.files : [];
  wish(data);
  take(files.map(({ path, text }) => [String(path ?? ""), String(text ?? "")]));
}

function wish({ view, theme, standard, highlight }) {
  document.body.dataset.view = ["code", "findings"].includes(view) ? view : "both";
  wanted.theme = ["light", "dark"].includes(theme) ? theme : "auto";
  dress();
  shown.standard = typeof standard === "string" ? standard : null;
  shown.highlight = typeof highlight === "string" ? highlight : "";
}

const wanted = { theme: "auto" };
const darkness = matchMedia("(prefers-color-scheme: dark)");

function dress() {
  const isDark = wanted.theme === "dark" || (wanted.theme === "auto" && darkness.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Shows files at once, and their review when it comes. */
function take(list) {
  const paths = [];
  shown.files = list.map(([path, raw]) => {
    const text = raw.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    paths.push(uniquePath(path === "" ? detectPath(text) : cleanPath(path), paths));
    return { path: paths.at(-1), text };
  });
  shown.active = Math.min(shown.active, Math.max(0, shown.files.length - 1));
  shown.review = null;
  shown.spans.clear();
  notice(shown.files.length === 0 ? "There is no code to show." : "");
  if (shown.files.length === 0) return;
  show();
  linkToFull();
  ask();
}

function ask() {
  supervisor ??= new Supervisor({
    progress({ loaded, total }) {
      byId("status").textContent = total ? `Loading the reviewer, ${Math.round((100 * loaded) / total)} %` : "Loading the reviewer";
    },
    ready() {},
    whole: ask,
    short: () => {},
    reviewing: () => (byId("status").textContent = "Updating"),
    review: (job, review) => reviewed(review),
    stopped: ({ path, message }) => trouble(path ? `The reviewer stopped on ${path}. The other files are reviewed.` : `The reviewer stopped (${message}).`),
    blocked: ({ message }) => trouble(message),
  });
  const { kept, message } = withinLimits(shown.files);
  if (message) notice(message);
  supervisor.review({ files: kept, standard: shown.standard });
}

async function reviewed(review) {
  shown.review = review;
  show();
  tell("review", { review: { summary: review.summary, findings: review.findings } });
  await Promise.all(
    shown.files.map(async (file) => {
      const { spans } = await supervisor.ask("highlight", file);
      shown.spans.set(file, spans);
    }),
  ).catch(() => {});
  show();
}

function trouble(message) {
  byId("status").textContent = "";
  notice(message);
  tell("error", { message });
}

function notice(words) {
  byId("notice").textContent = words;
  byId("notice").hidden = words === "";
}

function show() {
  const file = shown.files[shown.active];
  const findings = shown.review?.findings ?? [];
  showTabs(findings);
  showCode(byId("code"), {
    ...file,
    spans: shown.spans.get(file),
    findings: findings.filter(({ path }) => path === file.path),
    emphasised: shown.highlight,
    open: (fingerprint) => openFinding(fingerprint),
  });
  if (!shown.review) return;
  byId("status").textContent = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  showFindings(byId("findings"), shown, (finding) => reveal(finding));
}

/** One file has its name as the title; several have tabs. */
function showTabs(findings) {
  const tabs = byId("tabs");
  const title = byId("title");
  const isSeveral = shown.files.length > 1;
  title.textContent = isSeveral ? "Review" : shown.files[0].path;
  title.classList.toggle("unseen", isSeveral);
  tabs.hidden = !isSeveral;
  byId("code").role = isSeveral ? "tabpanel" : "region";
  byId("code").setAttribute("aria-label", `Code: ${shown.files[shown.active].path}`);
  if (!isSeveral) return;
  const focused = tabs.contains(document.activeElement);
  tabs.replaceChildren(...shown.files.map((file, index) => tabOf(file, index, findings)));
  if (focused) tabs.children[shown.active].focus();
}

function tabOf({ path }, index, findings) {
  const tab = document.createElement("button");
  const count = findings.filter((finding) => finding.path === path).length;
  tab.type = "button";
  tab.role = "tab";
  tab.textContent = count > 0 ? `${path} (${count})` : path;
  tab.setAttribute("aria-selected", String(index === shown.active));
  tab.setAttribute("aria-controls", "code");
  tab.tabIndex = index === shown.active ? 0 : -1;
  tab.addEventListener("click", () => activate(index));
  tab.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step) activate((index + step + shown.files.length) % shown.files.length);
  });
  return tab;
}

function activate(index) {
  shown.active = index;
  show();
}

function openFinding(fingerprint) {
  const entry = [...byId("findings").querySelectorAll("details")].find(({ dataset }) => dataset.fingerprint === fingerprint);
  if (!entry) return;
  entry.open = true;
  entry.querySelector("summary").focus();
}

function reveal(finding) {
  const index = shown.files.findIndex(({ path }) => path === finding.path);
  if (index >= 0 && index !== shown.active) activate(index);
  showLines(byId("code"), finding.range);
}

async function linkToFull() {
  const shared = { f: shown.files.map(({ path, text }) => [path, text]), a: shown.files[shown.active].path };
  if (shown.standard) shared.std = shown.standard;
  const encoded = await encodeShare(shared).catch(() => null);
  byId("full").hidden = encoded === null;
  if (encoded) byId("full").href = `./#s=${encoded}`;
}

async function openLink() {
  const encoded = /^#s=(.+)$/.exec(location.hash)?.[1];
  if (!encoded) return;
  try {
    const { f, a, std } = await decodeShare(encoded);
    shown.active = Math.max(0, f.findIndex(([path]) => path === a));
    shown.standard = std ?? null;
    take(f);
  } catch (error) {
    notice(error.message);
  }
}

addEventListener("message", hear);
addEventListener("hashchange", openLink);
darkness.addEventListener("change", dress);
wish({});
new ResizeObserver(() => tell("height", { height: Math.ceil(document.body.getBoundingClientRect().height) })).observe(document.body);
if (location.hash.startsWith("#s=")) openLink();
else if (!isFramed) notice("There is no code to show.");
// Nothing secret: it only asks whoever frames this page for the code.
if (isFramed) window.parent.postMessage({ nestor: VERSION, kind: "hello" }, "*");

//! The checklist: each item with its state in word and icon, and what follows from it.

import { newFile } from "../files.js";
import { focusEditor, pick, reveal } from "../marking.js";
import { room } from "../room.js";
import { groupsOf, headOf, isTicked, STANDINGS } from "./checklist/groups.js";
import { box, button, coded, element, icon } from "./shared/elements.js";

const ICONS = {
  pass: "m3 8.5 3.2 3.2L13 4.8",
  problem: "M8 2.2 14.3 13.3H1.7ZM8 6.5v3.2M8 11.5v.01",
  "not-seen": "M1.7 8S4 3.8 8 3.8 14.3 8 14.3 8 12 12.2 8 12.2 1.7 8 1.7 8ZM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4M3 13 13 3",
  yours: "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M2.7 14c.3-3 2.4-4.3 5.3-4.3s5 1.3 5.3 4.3",
  idle: "M4 8h8",
};
/** More findings of one item are counted, not listed. */
const MOST = 6;

let panel = null;

/** Shows the checklist of the last review in `host`; `text` is what a person has ticked: JSON `[[item, note]]`, or nothing. */
export function show(host, text) {
  if (panel?.host !== host) panel = { host, rows: new Map(), idle: null };
  const ticks = new Map(JSON.parse(text || "[]"));
  panel.ticks = ticks;
  const { groups, idle } = groupsOf(room.arrived.review);
  keepingFocus(() => draw(host, groups, idle, ticks));
}

function draw(host, groups, idle, ticks) {
  const parts = groups.flatMap((group) => [
    element("h3", { className: "check-group" }, [group.name, element("span", {}, [headOf(group, ticks)])]),
    element("ul", { className: "checklist" }, group.entries.map((entry) => rowOf(entry, ticks))),
  ]);
  const rest = element("details", { className: "checks idle", open: panel.idle?.open ?? false, hidden: idle.length === 0 }, [
    element("summary", {}, [`Not applicable: ${idle.length}`]),
    element("ul", { className: "checklist" }, idle.map((entry) => rowOf(entry, ticks))),
  ]);
  panel.idle = rest;
  host.replaceChildren(...parts, rest);
}

/** An element that moves loses the focus, so it is remembered before the rows are put into their lists. */
function keepingFocus(work) {
  const { activeElement } = document;
  work();
  if (activeElement !== document.activeElement && activeElement?.isConnected) activeElement.focus({ preventScroll: true });
}

/** The row stays, and with it what is being written in it, as long as what it says stays. */
function rowOf(entry, ticks) {
  const { item, standing, evidence, findings, files } = entry;
  const offered = files.filter((file) => !file.includes("*") && !room.workspace.paths.some((path) => path.endsWith(file)));
  const signature = JSON.stringify([standing, evidence, offered, findings.map(({ fingerprint, range }) => [fingerprint, range.start.line])]);
  let row = panel.rows.get(item);
  if (row?.signature !== signature) {
    row = { signature, ...made(entry, offered) };
    panel.rows.set(item, row);
  }
  row.tick(isTicked(entry, ticks) ? ticks.get(item) : null);
  return row.view;
}

function made({ item, standing, evidence, findings }, offered) {
  const { word, takesTick } = STANDINGS[standing];
  const hand = takesTick ? byHand(item, offered) : { parts: [], tick() {} };
  const view = element("li", { className: "check" }, [
    element("span", { className: `state ${standing}` }, [icon(ICONS[standing])]),
    element("p", { className: "check-item" }, [item]),
    element("span", { className: `state ${standing}` }, [word]),
    findings.length > 0 ? links(findings) : element("p", { className: "dim" }, coded(evidence)),
    ...hand.parts,
  ]);
  return { view, tick: hand.tick };
}

function links(findings) {
  const rows = findings.slice(0, MOST).map((finding) => {
    const link = element("a", { href: "#/explain" }, [finding.title]);
    link.addEventListener("click", (event) => follow(event, finding));
    return element("li", {}, [link, " ", element("span", { className: "loc" }, [`${finding.path.split("/").at(-1)}:${finding.range.start.line}`])]);
  });
  const more = findings.length - MOST;
  if (more > 0) rows.push(element("li", { className: "dim" }, [`and ${more} more under Findings`]));
  return element("ul", { className: "check-links" }, rows);
}

/** On a phone the link leads to the explanation, elsewhere that stands beside. */
function follow(event, { fingerprint, path, range }) {
  if (!isPhone()) event.preventDefault();
  pick(fingerprint);
  reveal(path, range.start.offset, range.end.offset, false);
}

const isPhone = () => matchMedia("(max-width: 767px)").matches;

function add(file) {
  newFile(file);
  if (isPhone()) location.hash = "#/code";
  else focusEditor();
}

/** Files that would tell, the box to tick by hand, and the note once it is ticked. */
function byHand(item, offered) {
  const tell = (note) => {
    if (note === null) panel.ticks.delete(item);
    else panel.ticks.set(item, note);
    room.tellEngine("ticks", panel.ticks.size > 0 ? JSON.stringify([...panel.ticks]) : "");
  };
  const ticked = box("Checked by hand", false, (is) => tell(is ? note.value : null));
  const note = element("input", { className: "check-note", placeholder: "Note: how it was checked", "aria-label": `Note on ${item}` });
  ticked.firstChild.setAttribute("aria-label", `Checked by hand: ${item}`);
  note.addEventListener("change", () => tell(note.value));
  const tick = (text) => {
    ticked.firstChild.checked = text !== null;
    note.hidden = text === null;
    if (document.activeElement !== note) note.value = text ?? "";
  };
  const adds = offered.map((file) => button(`Add ${file}`, () => add(file), "btn small"));
  return { parts: [element("div", { className: "acts" }, [...adds, ticked]), note], tick };
}

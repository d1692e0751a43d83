//! The list of rules: what is searched for and chosen stands in the address, and narrows the list.

import { applyMine } from "./mine.js";
import { foundBy, marked } from "./search.js";
import page from "./page.js";

const byId = (id) => document.getElementById(id);
const buttons = [...document.querySelectorAll(".value")];
const keys = [...new Set(buttons.map(({ dataset }) => dataset.facet))];
const groups = [...document.querySelectorAll(".category")].map((section) => ({ section, list: section.querySelector("ul"), count: section.querySelector(".count") }));
const rows = groups.flatMap(({ section, list }) => [...list.children].map((item) => rowOf(item, section)));
/** What is chosen: by facet, whether a value is wanted (`true`) or not (`false`). */
const chosen = new Map(keys.map((key) => [key, new Map()]));
let bodies = null;
let writing = 0;

function rowOf(item, section) {
  const title = item.querySelector("strong");
  const id = item.querySelector(".rule-id");
  const values = item.dataset.facets.split(";").map((list) => new Set(list.split("|").filter(Boolean)));
  return { item, section, title, id, words: { id: id.textContent, title: title.textContent }, values: new Map(keys.map((key, at) => [key, values[at]])) };
}

export default function catalogue() {
  page();
  if (turnedAway()) return;
  applyMine(rows);
  read();
  const search = byId("search");
  search.addEventListener("input", () => {
    byId("no-rule").hidden = true;
    fetchBodies();
    show();
    writeSoon();
  });
  search.addEventListener("focus", fetchBodies, { once: true });
  for (const button of buttons) button.addEventListener("click", () => turn(button));
  for (const button of document.querySelectorAll(".clear")) button.addEventListener("click", clear);
  byId("fold").addEventListener("click", fold);
  addEventListener("keydown", focusSearch);
  document.querySelector(".catalogue").addEventListener("keydown", walk);
  addEventListener("pagehide", () => writing && write());
  if (search.value !== "") fetchBodies();
  show();
}

/** An address of a rule from elsewhere: leads to its page, or says that there is none. */
function turnedAway() {
  const wanted = new URLSearchParams(location.search).get("rule");
  if (wanted === null) return false;
  const isKnown = rows.some(({ words }) => words.id === wanted);
  if (isKnown) location.replace(`${wanted}/${location.hash}`);
  else {
    const code = Object.assign(document.createElement("code"), { textContent: wanted });
    byId("no-rule").replaceChildren("There is no rule ", code, ". It may have been renamed; these are all there are.");
    byId("no-rule").hidden = false;
  }
  return isKnown;
}

function read() {
  const asked = new URLSearchParams(location.search);
  byId("search").value = asked.get("search") ?? "";
  for (const [key, values] of chosen) {
    for (const value of asked.getAll(key)) values.set(value.replace(/^-/, ""), !value.startsWith("-"));
    if (values.size > 0) buttons.find(({ dataset }) => dataset.facet === key).closest("details").open = true;
  }
}

/** Browsers allow a page only so many changes of its address. */
function writeSoon() {
  clearTimeout(writing);
  writing = setTimeout(write, 200);
}

function write() {
  clearTimeout(writing);
  writing = 0;
  const asked = new URLSearchParams();
  const text = byId("search").value.trim();
  if (text !== "") asked.set("search", text);
  for (const [key, values] of chosen) for (const [value, isWanted] of values) asked.append(key, isWanted ? value : `-${value}`);
  const query = asked.toString();
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
}

/** Any, only these, all but these. */
function turn({ dataset: { facet, value } }) {
  const values = chosen.get(facet);
  if (!values.has(value)) values.set(value, true);
  else if (values.get(value)) values.set(value, false);
  else values.delete(value);
  changed();
}

function clear() {
  byId("search").value = "";
  for (const values of chosen.values()) values.clear();
  changed();
  byId("search").focus();
}

function changed() {
  byId("no-rule").hidden = true;
  write();
  show();
}

function fold() {
  const isOpen = byId("facets").classList.toggle("open");
  byId("fold").setAttribute("aria-expanded", String(isOpen));
}

function focusSearch(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea")) return;
  event.preventDefault();
  byId("search").focus();
}

/** Arrow keys lead from the search into the list, through it, and back; Enter goes to the first rule. */
function walk(event) {
  const search = byId("search");
  const by = { ArrowDown: 1, ArrowUp: -1, Enter: event.target === search ? 1 : 0 }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...document.querySelectorAll(".rule-list a")].filter((link) => link.checkVisibility());
  const at = links.indexOf(event.target);
  if (at < 0 && event.target !== search) return;
  (links[at + by] ?? (by < 0 ? search : event.target)).focus();
  event.preventDefault();
}

/** The rules' words, which only a search needs. */
async function fetchBodies() {
  if (bodies) return;
  bodies = new Map();
  try {
    const response = await fetch(new URL("../rules.json", import.meta.url));
    for (const rule of await response.json()) bodies.set(rule.id, rule);
    show();
  } catch {
    bodies = null;
  }
}

/** Whether a row passes what is chosen of a facet. */
function passes(row, key) {
  const wanted = [...chosen.get(key)];
  const has = row.values.get(key);
  const only = wanted.filter(([, isWanted]) => isWanted);
  return (only.length === 0 || only.some(([value]) => has.has(value))) && !wanted.some(([value, isWanted]) => !isWanted && has.has(value));
}

function show() {
  const text = byId("search").value.trim();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length > 0 ? foundBy(rows, words, bodies ?? new Map()) : rows;
  const failed = new Map(found.map((row) => [row, keys.filter((key) => !passes(row, key))]));
  const shown = found.filter((row) => failed.get(row).length === 0);
  const { activeElement } = document;
  for (const row of rows) marked(row, shown.includes(row) ? words : [], bodies);
  if (words.length > 0) byId("ranked").replaceChildren(...shown.map(({ item }) => item));
  else for (const group of groups) fill(group, shown);
  byId("ranked").hidden = words.length === 0;
  // A row that moves loses the focus.
  if (document.activeElement !== activeElement) activeElement.focus();
  for (const { section, list } of groups) section.hidden = words.length > 0 || list.children.length === 0;
  byId("nothing").hidden = shown.length > 0;
  tally(failed);
  const isNarrowed = words.length > 0 || [...chosen.values()].some(({ size }) => size > 0);
  byId("count").textContent = isNarrowed ? `${shown.length} of ${rows.length} rules` : `${rows.length} rules`;
  byId("clear").classList.toggle("unseen", !isNarrowed);
  const active = [...chosen.values()].reduce((sum, { size }) => sum + size, 0);
  byId("fold").textContent = active > 0 ? `Filters (${active})` : "Filters";
}

function fill({ section, list, count }, shown) {
  const own = shown.filter((row) => row.section === section).map(({ item }) => item);
  list.replaceChildren(...own);
  count.textContent = own.length;
}

/** How many rules each value would show beside what is chosen of the other facets. */
function tally(failed) {
  for (const button of buttons) {
    const { facet, value } = button.dataset;
    let count = 0;
    for (const [row, reasons] of failed) if (row.values.get(facet).has(value) && reasons.every((key) => key === facet)) count += 1;
    const state = chosen.get(facet).get(value);
    button.querySelector(".tally").textContent = count;
    button.disabled = count === 0 && state === undefined;
    button.setAttribute("aria-pressed", String(state !== undefined));
    button.dataset.state = state === undefined ? "any" : state ? "with" : "without";
    button.querySelector(".state").textContent = { any: "", with: ", only these", without: ", left out" }[button.dataset.state];
  }
}

//! The dialog about the standard in use: what it changes, with a way back for each; its preset; ways in and out for a `nestor.json`.

import { rules } from "../reviewing.js";
import { room } from "../room.js";
import { button, coded, copying, element, openDialog, saving } from "./shared/elements.js";
import { change, leave, problemsOf, replace, undo, whoseStandard } from "./standing.js";
import { entriesOf, presetOf, readStandard, written } from "./standard/nestor-json.js";

const PRESETS = ["backend-expert", "recommended", "security", "off"];
const LEVELS = ["", "off", "on", "info", "low", "medium", "high", "critical"];
/** More of a value helps nobody. */
const MOST = 300;
const WHOSE = {
  default: "the default standard",
  mine: "your standard, which is kept in this browser",
  theirs: "the standard of its link; yours is untouched",
};

/** Opens it. */
export async function openStandard() {
  const titles = new Map((await rules().catch(() => [])).map(({ id, title }) => [id, title]));
  // Pressed twice while they were on their way.
  if (document.getElementById("standard")) return;
  const body = element("div", { id: "standard" });
  const said = element("p", { className: "said", role: "status" });
  const acted = (words) => {
    const back = button("Undo", () => (undo(), draw(), said.replaceChildren("Undone."), body.querySelector("select, button").focus()), "link");
    said.replaceChildren(words, room.isMineKept ? " " : " This browser does not keep it. ", back);
  };
  /** Does it and draws anew: what was pressed may be gone, so the focus goes to its undoing. */
  const act = (words, how) => {
    how();
    draw();
    acted(words);
    said.querySelector("button").focus();
  };
  const draw = () => body.replaceChildren(...parts(titles, act, acted));
  draw();
  openDialog("Standard", [body, said]);
}

function parts(titles, act, acted) {
  const whose = whoseStandard();
  const standard = readStandard(room.standard ?? "");
  const isOwn = whose === "default" || whose === "mine";
  const words = WHOSE[whose] ?? `${whose}, one of its files: what is changed here is written there, without comments`;
  const taken = [button("Use mine again", () => act("Yours is in use.", () => leave(false)), "btn small"), button("Make it mine", () => act("It is yours now.", () => leave(true)), "btn small")];
  return [
    element("p", {}, [`This review uses ${words}.`]),
    ...(isOwn ? [] : [element("div", { className: "acts" }, standard ? taken : taken.slice(0, 1))]),
    problems(),
    ...(standard ? changes(standard, titles, act, acted) : []),
    element("div", { className: "acts" }, [
      ...copying("Copy nestor.json", () => room.standard ?? "{}\n"),
      button("Download", () => saving("nestor.json", room.standard ?? "{}\n", "application/json")),
      ...(whose === "mine" ? [button("Reset", () => act("Back to the default.", () => replace(null)))] : []),
    ]),
    ...(isOwn ? [incoming(act)] : []),
  ];
}

/** What the engine does not understand of it. */
function problems() {
  const list = element("ul", { className: "problems" });
  if (room.standard !== null) problemsOf(room.standard).then((found) => show(list, found), () => {});
  return list;
}

const show = (list, found) => list.replaceChildren(...found.map((words) => element("li", {}, coded(words))));

const select = (label, options, value, press) => {
  const made = element("select", { "aria-label": label }, options.map((it) => element("option", { value: it }, [it || "as preset"])));
  made.value = value;
  made.addEventListener("change", () => press(made.value));
  return made;
};

function changes(standard, titles, act, acted) {
  const preset = select("Preset", PRESETS, presetOf(standard), (name) => (change((it) => (it.preset = name)), acted("Preset changed.")));
  const ids = [...new Set(["rules", "notes"].flatMap((key) => entriesOf(standard, key).map(([id]) => id)))].sort();
  const others = Object.keys(standard).filter((key) => !["$schema", "preset", "rules", "notes"].includes(key));
  const own = [standard.custom ?? []].flat();
  const titleOf = (id) => (id.endsWith("/*") ? `All rules of ${id.slice(0, -2)}` : (titles.get(id) ?? own.find((it) => it?.id === id)?.title ?? "No rule of this version"));
  const rows = [...ids.map((id) => ruleRow(standard, id, titleOf(id), act, acted)), ...others.flatMap((key) => otherRows(standard, key, act))];
  return [
    element("label", { className: "preset" }, ["Preset", preset]),
    element("h3", {}, [rows.length > 0 ? "Changed" : "No rule is changed"]),
    element("ul", { className: "changes" }, rows),
  ];
}

function revert(what, act, how) {
  const made = button("Revert", () => act(`${what} is back.`, () => change(how)), "btn small");
  made.ariaLabel = `Revert ${what}`;
  return made;
}

function ruleRow(standard, id, title, act, acted) {
  const set = (key, value) => {
    change((it) => {
      it[key] = { ...it[key], [id]: value };
      if (!value) delete it[key][id];
    });
    acted(`${id} changed.`);
  };
  const level = select(`Level of ${id}`, LEVELS, standard.rules?.[id] ?? "", (value) => set("rules", value));
  const reason = element("input", { value: standard.notes?.[id] ?? "", placeholder: "Reason", "aria-label": `Reason for ${id}` });
  reason.addEventListener("change", () => set("notes", reason.value));
  const back = revert(id, act, ({ rules = {}, notes = {} }) => (delete rules[id], delete notes[id]));
  return element("li", {}, [element("p", {}, [title, element("code", {}, [id])]), level, reason, back]);
}

/** What is neither a level nor a reason: facts one by one, the rest by its key. */
function otherRows(standard, key, act) {
  const row = (name, value, how) => element("li", {}, [element("p", {}, [name, element("code", {}, [JSON.stringify(value).slice(0, MOST)])]), revert(name, act, how)]);
  if (key !== "facts") return [row(key, standard[key], (it) => delete it[key])];
  return entriesOf(standard, key).map(([name, value]) => row(name, value, ({ facts }) => delete facts[name]));
}

/** A `nestor.json` from elsewhere, as a file or as text. */
function incoming(act) {
  const field = element("textarea", { rows: 4, spellcheck: false, "aria-label": "Text of a nestor.json" });
  const wrong = element("ul", { className: "problems" });
  const take = async (text) => {
    const standard = readStandard(text);
    if (standard) return act("Imported.", () => replace(written(standard)));
    show(wrong, await problemsOf(text).catch(({ message }) => [message]));
  };
  const file = element("input", { type: "file", className: "sr", accept: ".json" });
  file.addEventListener("change", async () => take(await file.files[0].text()));
  const open = element("label", { className: "btn" }, ["Open nestor.json…", file]);
  const use = button("Use this text", () => take(field.value));
  return element("details", {}, [element("summary", {}, ["Import"]), field, element("div", { role: "alert" }, [wrong]), element("div", { className: "acts" }, [use, open])]);
}

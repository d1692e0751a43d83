//! What can be done with a finding besides mending it: pass it on, ignore it, say that it is wrong; and safe fixes together.

import { files } from "../files.js";
import { applyEdits } from "../marking.js";
import { room } from "../room.js";
import { applied, together } from "./finding/batch.js";
import { diff } from "./finding/diff.js";
import { canIgnore, ignore } from "./finding/ignore.js";
import { markdown, wrong } from "./finding/passing.js";
import { box, button, copying, element, openDialog } from "./shared/elements.js";
import { change as changeStandard, isReadable, whoseStandard } from "./standing.js";
import { addressOf, prepare, withValues } from "./sharing.js";

const find = (fingerprint) => room.arrived.findings.find((finding) => finding.fingerprint === fingerprint);
const short = (path) => path.split("/").at(-1);

/** The text that the last review has seen. */
const reviewed = (path) => room.arrived.texts.get(room.arrived.byPath.get(path)) ?? "";

/** Opens the menu of a finding below its button. */
export function openMenu(pressed, fingerprint) {
  const finding = find(fingerprint);
  if (!finding) return;
  const link = element("div", {}, [button("Copy link to this finding", () => {})]);
  link.firstChild.disabled = true;
  const menu = element("div", { id: "finding-menu", className: "popover", popover: "auto" }, [
    link,
    ...copying("Copy as Markdown", () => markdown(finding)),
    ...(canIgnore(finding.path) ? [button("Ignore here", () => (menu.hidePopover(), ignoring(finding)))] : []),
    ...(isReadable() ? [button(`Turn this rule off in ${WHOSE[whoseStandard()] ?? "nestor.json"}`, () => (menu.hidePopover(), turnOff(finding)))] : []),
    button("Report a wrong finding", () => (menu.hidePopover(), reporting(finding))),
  ]);
  menu.addEventListener("toggle", ({ newState }) => {
    pressed.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "closed") menu.remove();
  });
  pressed.after(menu);
  const { right, bottom } = pressed.getBoundingClientRect();
  menu.style.setProperty("left", `${Math.max(8, Math.round(right) - 260)}px`);
  menu.style.setProperty("top", `${Math.round(bottom) + 4}px`);
  menu.showPopover();
  const first = menu.querySelector("button:enabled");
  first.focus();
  linkTo(fingerprint).then(
    (address) => {
      link.replaceChildren(...copying("Copy link to this finding", () => address));
      if (document.activeElement === first) link.firstChild.focus();
    },
    (error) => link.replaceChildren(element("p", { className: "hint" }, [error.message])),
  );
}

/** A link that selects the finding; secrets are masked in it, and files with environment values stay out. */
async function linkTo(sel) {
  const chosen = { leftOut: withValues(), mask: true, standard: true, a: room.workspace.active.path, sel };
  const { encoded, failure } = await prepare(files(), chosen);
  if (!encoded) throw new Error(failure);
  return addressOf(encoded);
}

/** Applies edits of the last review, and lets the app say so and move on. */
function change(edits, fingerprint, said) {
  if (applyEdits(edits)) room.tellEngine("changed", { fingerprint, said });
}

/** What a change is made in, by whose standard is in use. */
const WHOSE = { default: "my standard", mine: "my standard", theirs: "their standard" };

/** The rule's findings go with the next review. */
function turnOff({ rule, title }) {
  changeStandard((standard) => (standard.rules = { ...standard.rules, [rule]: "off" }));
  const kept = room.isMineKept ? "" : " This browser does not keep it.";
  room.tellEngine("turned-off", { rule, said: `Turned off: ${title}.${kept}` });
}

function ignoring(finding) {
  const text = reviewed(finding.path);
  const shown = element("div");
  const hint = "The reason stands in the code, for whoever reads it next.";
  const field = element("input", { id: "ignore-reason", autocomplete: "off", "aria-describedby": "ignore-hint" });
  const write = element("button", { className: "btn primary", disabled: true }, ["Write the comment"]);
  const draw = () => {
    const { edit, wholeFile } = ignore(text, finding, field.value);
    write.disabled = field.value.trim() === "";
    shown.replaceChildren(diff(text, applied(text, [edit]), `The comment in ${short(finding.path)}`));
    if (wholeFile) shown.append(element("p", {}, ["No comment fits beside this line, so it stands at the top and speaks for the whole file."]));
  };
  const form = element("form", { className: "aside" }, [
    element("label", { htmlFor: field.id }, ["Why this is fine here"]),
    field,
    element("p", { className: "hint", id: "ignore-hint" }, [hint]),
    element("p", { className: "file-name" }, [finding.path]),
    shown,
    element("div", { className: "acts" }, [write]),
  ]);
  field.addEventListener("input", draw);
  draw();
  const dialog = openDialog("Ignore here", [form]);
  field.focus();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (write.disabled) return;
    dialog.close();
    change([ignore(text, finding, field.value).edit], finding.fingerprint, "Ignored.");
  });
}

function reporting(finding) {
  const field = element("textarea", { id: "wrong-reason", rows: 3 });
  let withCode = false;
  const text = () => wrong(finding, room.arrived.review.tool, field.value, withCode ? reviewed(finding.path) : undefined);
  const shown = element("pre", { className: "block", tabIndex: 0, "aria-label": "Text of the report" });
  const draw = () => (shown.textContent = text());
  field.addEventListener("input", draw);
  draw();
  openDialog("Report a wrong finding", [
    element("div", { className: "aside" }, [
      element("p", {}, ["Nothing is sent from here. Copy this text and hand it to those who look after the rules."]),
      element("label", { htmlFor: field.id }, ["Why it is wrong"]),
      field,
      box("With the lines of code", false, (is) => ((withCode = is), draw())),
      shown,
      element("div", { className: "acts" }, copying("Copy the text", text, "btn primary")),
    ]),
  ]);
  field.focus();
}

/** Opens the dialog with the safe fixes of these findings, in the order of the list. */
export function openFixes(fingerprints) {
  const findings = fingerprints.map(find).filter((finding) => finding?.fix);
  const ticked = new Set(findings);
  const paths = [...new Set(findings.map(({ path }) => path))];
  const apply = button("", () => {
    const { edits } = made();
    dialog.close();
    change(edits, findings.find((finding) => ticked.has(finding)).fingerprint, "Fixed.");
  }, "btn primary");
  const left = element("p", { className: "hint", role: "status" });
  const others = element("div");
  const made = () => together(findings.filter((finding) => ticked.has(finding)));
  const changes = (edits, path) => {
    const own = edits.filter((edit) => edit.path === path);
    return own.length > 0 ? [diff(reviewed(path), applied(reviewed(path), own), `Changes of ${short(path)}`)] : [];
  };
  const files = paths.map((path) => fileOf(path, findings.filter((finding) => finding.path === path), ticked, () => draw()));
  const draw = () => {
    const { edits, leftOut } = made();
    const count = ticked.size - leftOut.length;
    apply.textContent = `Apply ${count} ${count === 1 ? "fix" : "fixes"}`;
    apply.disabled = count === 0;
    for (const file of files) file.draw(changes(edits, file.path));
    const beside = [...new Set(edits.map(({ path }) => path))].filter((path) => !paths.includes(path));
    others.replaceChildren(...beside.flatMap((path) => [element("p", { className: "file-name" }, [path]), ...changes(edits, path)]));
    const names = leftOut.map(({ title, path, range }) => `${title} (${short(path)}:${range.start.line})`).join("; ");
    left.textContent = names && `Left out, for they would change the same lines: ${names}. Apply them afterwards.`;
  };
  draw();
  const words = "Each of these keeps what the code does. They are applied as one step that can be undone.";
  const content = [element("p", {}, [words]), ...files.map(({ view }) => view), others, left, element("div", { className: "acts" }, [apply])];
  const dialog = openDialog("Apply safe fixes", content);
}

/** A file's box, a box for each of its findings, and what becomes of the file. */
function fileOf(path, findings, ticked, changed) {
  const tick = (some, is) => {
    for (const finding of some) ticked[is ? "add" : "delete"](finding);
    changed();
  };
  const all = box(path, true, (is) => tick(findings, is));
  const boxes = findings.map((finding) => box(`${finding.range.start.line}: ${finding.title}`, true, (is) => tick([finding], is)));
  const shown = element("div");
  return {
    path,
    view: element("fieldset", { className: "fixes" }, [element("legend", {}, [all]), ...boxes, shown]),
    draw(diffs) {
      findings.forEach((finding, at) => (boxes[at].firstChild.checked = ticked.has(finding)));
      const on = findings.filter((finding) => ticked.has(finding)).length;
      all.firstChild.checked = on === findings.length;
      all.firstChild.indeterminate = on > 0 && on < findings.length;
      shown.replaceChildren(...diffs);
    },
  };
}

//! The code of an embedded review: numbered lines, coloured by the engine's spans, findings underlined.

const CLASSES = ["", "keyword", "string", "comment", "decorator", "number", "type", "function"];

/** Fills `place` with a file's lines; a click on an underlined stretch calls `open(fingerprint)`. */
export function showCode(place, { text, spans, findings, emphasised, open }) {
  const pieces = cut(text, spans ?? [], findings);
  const list = document.createElement("ol");
  const strong = linesOf(emphasised);
  let line = newLine(list, strong);
  for (const piece of pieces) {
    piece.text.split("\n").forEach((part, index) => {
      if (index > 0) line = newLine(list, strong);
      if (part !== "") line.firstChild.append(pieceOf(part, piece, open));
    });
  }
  if (text.endsWith("\n") && list.children.length > 1) list.lastChild.remove();
  list.style.setProperty("--digits", String(list.children.length).length);
  place.replaceChildren(list);
}

function newLine(list, strong) {
  const line = document.createElement("li");
  line.append(document.createElement("code"));
  list.append(line);
  line.classList.toggle("strong", strong.has(list.children.length));
  return line;
}

function pieceOf(part, { kind, finding }, open) {
  if (!kind && !finding) return part;
  const element = document.createElement(finding ? "mark" : "span");
  if (kind) element.classList.add(kind);
  if (finding) {
    element.classList.add(finding.severity, finding.certainty);
    element.addEventListener("click", () => open(finding.fingerprint));
  }
  element.textContent = part;
  return element;
}

/** Cuts the text wherever a colour or a finding begins or ends. */
function cut(text, spans, findings) {
  const bounds = new Set([0, text.length]);
  const add = (at) => bounds.add(Math.min(Math.max(at, 0), text.length));
  for (let at = 0; at + 2 < spans.length; at += 3) {
    add(spans[at]);
    add(spans[at + 1]);
  }
  for (const { range } of findings) {
    add(range.start.offset);
    add(range.end.offset);
  }
  const cuts = [...bounds].sort((a, b) => a - b);
  const starting = [...findings].sort((a, b) => a.range.start.offset - b.range.start.offset);
  const pieces = [];
  let span = 0;
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [from, to] = [cuts[index], cuts[index + 1]];
    while (span + 2 < spans.length && spans[span + 1] <= from) span += 3;
    const kind = span + 2 < spans.length && spans[span] <= from ? CLASSES[spans[span + 2]] : "";
    const finding = starting.findLast(({ range }) => range.start.offset <= from && to <= range.end.offset);
    pieces.push({ text: text.slice(from, to), kind, finding });
  }
  return pieces;
}

/** `3,5-8` as a set of numbers. */
function linesOf(words) {
  const lines = new Set();
  for (const [, from, to] of words.matchAll(/(\d{1,6})(?:\s*-\s*(\d{1,6}))?/g)) {
    for (let line = Number(from); line <= Number(to ?? from) && lines.size < 10_000; line++) lines.add(line);
  }
  return lines;
}

/** Tints the lines of a range, and scrolls to its beginning within the code only. */
export function showLines(place, { start, end }) {
  const lines = [...place.querySelectorAll("li")];
  lines.forEach((line, index) => line.classList.toggle("chosen", index + 1 >= start.line && index + 1 <= end.line));
  const first = lines[start.line - 1];
  if (!first) return;
  if (place.scrollHeight > place.clientHeight) place.scrollTop = first.offsetTop - place.clientHeight / 3;
  const text = first.querySelector("code");
  const width = text.textContent ? text.getBoundingClientRect().width / text.textContent.length : 0;
  const left = width * (start.column - 1);
  const isInSight = left > place.scrollLeft && left < place.scrollLeft + place.clientWidth * 0.7;
  if (!isInSight) place.scrollLeft = left < place.clientWidth * 0.7 ? 0 : left - place.clientWidth / 3;
}

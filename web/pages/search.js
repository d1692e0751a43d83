//! Searching the rules: what is found, the best first, and what is marked in it.

/** How much of a rule's words is shown around what was found. */
const AROUND = 60;

/** The rows that hold every word: those with it in the id first, then in the title, then in the rest. */
export function foundBy(rows, words, bodies) {
  const ranked = rows.map((row) => ({ row, rank: sum(words.map((word) => rank(row, word, bodies.get(row.words.id)))) }));
  return ranked
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank)
    .map(({ row }) => row);
}

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

function rank({ words: { id, title } }, word, body) {
  const places = [id, title, [...(body?.cwe ?? []), ...(body?.standard ?? [])].join(" "), body?.words ?? ""];
  const at = places.findIndex((place) => place.toLowerCase().includes(word));
  return at < 0 ? Infinity : at;
}

/** Marks the words in a row, and shows where a word stands that neither its title nor its id has. */
export function marked(row, words, bodies) {
  row.item.querySelector(".excerpt")?.remove();
  if (words.length === 0 && !row.isMarked) return;
  row.isMarked = words.length > 0;
  row.title.replaceChildren(...pieces(row.words.title, words));
  row.id.replaceChildren(...pieces(row.words.id, words));
  const seen = `${row.words.id} ${row.words.title}`.toLowerCase();
  const unseen = words.find((word) => !seen.includes(word));
  const body = unseen && plain(bodies?.get(row.words.id));
  const at = body ? body.toLowerCase().indexOf(unseen) : -1;
  if (at < 0) return;
  const excerpt = document.createElement("span");
  excerpt.className = "excerpt";
  const from = at < AROUND ? 0 : body.indexOf(" ", at - AROUND) + 1;
  const to = body.indexOf(" ", at + AROUND);
  excerpt.append(from > 0 ? "… " : "", ...pieces(body.slice(from, to < 0 ? undefined : to), words), to < 0 ? "" : " …");
  row.item.firstElementChild.append(excerpt);
}

/** A rule's words without the marks of Markdown, its classes of weakness and its lines of the standard. */
const plain = (rule) => rule && `${rule.words.replaceAll(/^#+ .*$/gm, "").replaceAll(/[`*]/g, "").replaceAll(/\s+/g, " ")} ${rule.cwe.join(" ")} ${rule.standard.join(" ")}`;

/** A text in pieces, with the words in `<mark>`. */
function pieces(text, words) {
  if (words.length === 0) return [text];
  const pattern = words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text.split(new RegExp(`(${pattern})`, "i")).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });
}

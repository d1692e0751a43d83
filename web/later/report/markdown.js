//! Markdown as elements. No HTML of the text becomes an element: what looks like it stays text, except `<details>` as reports write it.

import { lexer } from "marked";
import { element } from "../shared/elements.js";

const OPENS = /^<details>\s*<summary>([^<]*)<\/summary>\s*$/;
const CLOSES = /^<\/details>\s*$/;
const COMMENT = /^<!--[^]*-->\s*$/;

/** Reads a text into a fragment. */
export function render(text) {
  const fragment = document.createDocumentFragment();
  blocks(lexer(text, { gfm: true }), fragment);
  return fragment;
}

function blocks(tokens, parent) {
  let into = parent;
  for (const token of tokens) {
    const summary = token.type === "html" ? OPENS.exec(token.raw)?.[1] : undefined;
    if (summary !== undefined) {
      into = element("details", {}, [element("summary", {}, [summary])]);
      parent.append(into);
    } else if (token.type === "html" && CLOSES.test(token.raw)) into = parent;
    else into.append(...block(token));
  }
}

function block(token) {
  switch (token.type) {
    case "heading":
      return [element(`h${Math.min(token.depth + 1, 6)}`, {}, line(token.tokens))];
    case "paragraph":
      return [element("p", {}, line(token.tokens))];
    case "text":
      return token.tokens ? line(token.tokens) : [token.raw];
    case "list":
      return [list(token)];
    case "code":
      return [element("pre", { className: "block", tabIndex: 0 }, [element("code", {}, [token.text])])];
    case "blockquote":
      return [element("blockquote", {}, token.tokens.flatMap(block))];
    case "hr":
      return [element("hr")];
    case "space":
      return [];
    case "html":
      return COMMENT.test(token.raw) ? [] : [element("p", {}, [token.raw])];
    default:
      return [element("p", {}, [token.raw])];
  }
}

function list(token) {
  const items = token.items.map((item) => {
    const content = item.tokens.filter(({ type }) => type !== "checkbox").flatMap(block);
    if (!item.task) return element("li", {}, content);
    const mark = element("span", { className: item.checked ? "done" : "open" }, [item.checked ? "Checked: " : "Open: "]);
    return element("li", { className: "task" }, [mark, ...content]);
  });
  return element(token.ordered ? "ol" : "ul", token.ordered ? { start: token.start } : {}, items);
}

function line(tokens = []) {
  return tokens.flatMap((token) => {
    switch (token.type) {
      case "codespan":
        return [element("code", {}, [token.text])];
      case "strong":
      case "em":
      case "del":
        return [element(token.type, {}, line(token.tokens))];
      case "link":
        return [link(token)];
      case "br":
        return [element("br")];
      case "escape":
        return [token.text];
      case "text":
        return token.tokens ? line(token.tokens) : [token.text];
      default:
        return [token.raw];
    }
  });
}

/** Only an address of the web is a link, opened apart and told nothing of this page. */
function link({ href, tokens, raw }) {
  if (!/^https:\/\//.test(href)) return raw;
  return element("a", { href, target: "_blank", rel: "noreferrer noopener" }, line(tokens));
}

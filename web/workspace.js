//! The files of a review, in the order of their tabs; one of them is shown.

import { UNTITLED } from "./detect.js";
import { cleanPath, uniquePath } from "./paths.js";

/** An empty tab that nobody has named. */
const isUntitled = (path) => /^untitled(?:-\d+)?\.ts$/.test(path);
const isEnv = (path) => /(?:^|\/)\.env[^/]*$/i.test(path);

/** A file's text as editors and the engine have it, and what is needed to write it as it came. */
function documentOf(path, raw) {
  const bom = raw.startsWith("\ufeff");
  const lineEnd = /\r\n/.test(raw) && !/[^\r]\n/.test(raw.slice(0, 10_000)) ? "\r\n" : "\n";
  const text = (bom ? raw.slice(1) : raw).replace(/\r\n?/g, "\n");
  return { path, text, lineEnd, bom, masked: isEnv(path), isNamed: !isUntitled(path), isEmpty: text === "" };
}

/** Of the standards that came with the files: the one in use, the one on offer, what was declined; each `{from, text}`. */
const noStandards = () => ({ used: null, offered: null, declined: [] });

/** The list of documents; whoever shows them is the `surface`. */
export class Workspace {
  constructor() {
    this.documents = [documentOf(UNTITLED, "")];
    this.active = this.documents[0];
    this.closed = new Map();
    this.lastToken = 0;
    /** How often all documents were replaced. */
    this.replaced = 0;
    this.standards = noStandards();
  }

  get paths() {
    return this.documents.map((document) => document.path);
  }

  find(path) {
    return this.documents.find((document) => document.path === path);
  }

  free(path) {
    return uniquePath(cleanPath(path), this.paths);
  }

  /** Adds a document behind the others. */
  add(path, text) {
    const document = documentOf(this.free(path), text);
    this.documents.push(document);
    return document;
  }

  /** Replaces all documents; the token brings the former ones back. */
  replace(files, active) {
    const former = { documents: this.documents, active: this.active, standards: this.standards };
    this.documents = [];
    this.standards = noStandards();
    this.replaced += 1;
    const found = new Map(files.map(({ path, text }) => [path, this.add(path, text)]));
    if (this.documents.length === 0) this.add(UNTITLED, "");
    this.active = found.get(active) ?? this.documents[0];
    return this.token(() => Object.assign(this, former));
  }

  /** Gives a document another path; the one it got, for it may have been taken. */
  rename(document, path) {
    const others = this.paths.filter((other) => other !== document.path);
    document.path = uniquePath(cleanPath(path), others);
    document.isNamed = true;
    document.masked = isEnv(document.path);
    return document.path;
  }

  /** Gives a document the path its text suggests; a guess may be followed by another, a given name stays. */
  guess(document, path) {
    this.rename(document, path);
    document.isNamed = false;
    return document.path;
  }

  /** Takes a document out; the token brings it back to its place. */
  close(document) {
    const at = this.documents.indexOf(document);
    this.documents = this.documents.filter((other) => other !== document);
    if (this.documents.length === 0) this.add(UNTITLED, "");
    if (this.active === document) this.active = this.documents[Math.min(at, this.documents.length - 1)];
    return this.token((isEmpty) => {
      this.documents = this.documents.filter((other) => other.isNamed || !isEmpty(other));
      document.path = this.free(document.path);
      this.documents.splice(at, 0, document);
      this.active = document;
    });
  }

  token(bringBack) {
    this.lastToken += 1;
    this.closed.set(this.lastToken, bringBack);
    return this.lastToken;
  }

  /** Brings back what a token stands for. */
  reopen(token, isEmpty) {
    const bringBack = this.closed.get(token);
    this.closed.delete(token);
    bringBack?.(isEmpty);
    return bringBack !== undefined;
  }

  /** Puts a document at another place among the tabs. */
  move(document, to) {
    const others = this.documents.filter((other) => other !== document);
    others.splice(Math.max(0, Math.min(to, others.length)), 0, document);
    this.documents = others;
  }
}

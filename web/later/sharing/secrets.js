//! Secrets in files: values of `.env` files, tokens that providers issue, keys, passwords in addresses and in named literals.

import { envValues, isEnv } from "./env-values.js";
import { isOpen, isPlaceholder, namesSecret } from "./secret-words.js";

/** What stands in a copy where a secret stood. */
export const MASK = "<redacted>";

/** Tokens by their form: what they are, and the form. */
const TOKENS = [
  ["AWS access key", /(?<![\w-])A[KS]IA[0-9A-Z]{16}(?!\w)/g],
  ["Google API key", /(?<![\w-])AIza[\w-]{35}/g],
  ["Google access token", /(?<![\w-])ya29\.[\w-]{20,400}/g],
  ["GitHub token", /(?<!\w)(?:gh[opsur]_\w{30,255}|github_pat_\w{40,255})/g],
  ["GitLab token", /(?<![\w-])glpat-[\w-]{20,60}/g],
  ["npm token", /(?<!\w)npm_\w{36,60}/g],
  ["Slack token", /(?<![\w-])(?:xox[a-z]|xapp)-[\w-]{10,255}/g],
  ["Slack webhook", /(?<=hooks\.slack\.com\/services\/)[\w/]{20,80}/g],
  ["Stripe key", /(?<!\w)[rs]k_(?:live|test)_\w{10,255}/g],
  ["Webhook secret", /(?<!\w)whsec_[\w+/=]{16,120}/g],
  ["Anthropic key", /(?<![\w-])sk-ant-[\w-]{16,200}/g],
  ["OpenAI key", /(?<![\w-])sk-(?:proj-[\w-]{20,200}|[A-Za-z0-9]{32,64}(?!\w))/g],
  ["SendGrid key", /(?<![\w.-])SG\.[\w-]{16,40}\.[\w-]{16,80}/g],
  ["Shopify token", /(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g],
  ["DigitalOcean token", /(?<!\w)do[opr]_v1_[0-9a-f]{60,70}/g],
  ["Hugging Face token", /(?<!\w)hf_[A-Za-z0-9]{30,60}/g],
  ["JSON Web Token", /(?<![\w-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{8,1000}/g],
];
const ADDRESS = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"`]{0,80}:([^\s@/'"`]{1,200})@(?=[^\s@])/gi;
const PEM = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
/** What may stand between a key's first line and its last: lines, quotes that join them, the two headers of a locked one. */
const PEM_BODY = /(?:[\s"'`+,]|\\[rn]|[A-Za-z-]{3,20}: [^\n\\]{1,80}(?=\n|\\n)|[A-Za-z0-9+/=]{4,}(?![(.:]))*/y;
/** Fewer characters are no key: the first line alone stands in checks of a key's form. */
const SHORTEST_KEY = 40;
/** A name, perhaps a type and what a literal stands in for, and the literal. */
const NAMED = /(?<![\w$-])([\w$-]{3,80})["'`]?\]?\??[ \t]*(?::[ \t]*string[ \t]*)?(?:[:=]|\?\?|\|\||(?<=["'`]),)\s{0,80}(?:[\w$.?[\]'"()]{1,120}[ \t]*(?:\?\?|\|\|)\s{0,20})?(["'`])((?:\\.|(?!\2)[^\\\n]){4,500})\2/g;
/** `PASSWORD 'x'` and `IDENTIFIED BY 'x'` of SQL. */
const SQL = /\b(?:password|identified\s+by)\s+'([^'\n]{4,200})'/gi;
/** `POSTGRES_PASSWORD: x` of YAML, `ENV POSTGRES_PASSWORD=x` of an image. */
const PLAIN = /^[ \t]*(?:-[ \t]+)?(?:(?:ENV|ARG)[ \t]+)?([\w.-]{3,80})[ \t]*[:=][ \t]*([^\s'"#][^\s#]{3,200})[ \t]*$/gm;
const PLAIN_FILE = /(?:\.ya?ml|(?:^|\/)[^/]*dockerfile[^/]*|\.properties|\.ini|\.toml)$/i;

/** The secrets of a text, in its order: `{kind, line, spans: [[from, to]]}`; `known` are places that a review has found. */
export function secretsIn(path, text, known = []) {
  const found = [...keys(text), ...tokens(text), ...addresses(text), ...(isEnv(path) ? envValues(text) : literals(path, text))];
  for (const [from, to] of known) found.push({ kind: "Secret in the source", spans: inside(text, from, to) });
  return apart(found.filter(({ spans }) => spans.length > 0)).map((secret) => ({ ...secret, line: lineOf(text, secret.at) }));
}

/** The text with a mask in the place of each secret; lines stay lines, quotes stay quotes. */
export function masked(text, secrets) {
  const spans = secrets.flatMap((secret) => secret.spans).sort(([a], [b]) => a - b);
  let copy = "";
  let at = 0;
  for (const [from, to] of spans) {
    copy += text.slice(at, from) + MASK;
    at = to;
  }
  return copy + text.slice(at);
}

function* keys(text) {
  for (const { index, 0: head } of text.matchAll(PEM)) {
    PEM_BODY.lastIndex = index + head.length;
    const body = PEM_BODY.exec(text)[0];
    const runs = [...body.matchAll(/\\[rn]|[A-Za-z-]{3,20}: [^\n\\]+|[A-Za-z0-9+/=]{4,}/g)].filter(([run]) => !/^\\|: /.test(run));
    if (runs.reduce((length, [run]) => length + run.length, 0) < SHORTEST_KEY) continue;
    const start = index + head.length;
    yield { kind: "Private key", at: index, spans: runs.map(({ index: at, 0: run }) => [start + at, start + at + run.length]) };
  }
}

function* tokens(text) {
  for (const [kind, form] of TOKENS) {
    for (const { index, 0: token } of text.matchAll(form)) if (!isPlaceholder(token)) yield secret(kind, index, token);
  }
}

function* addresses(text) {
  for (const { index, 0: all, 1: password } of text.matchAll(ADDRESS)) {
    if (isOpen(password)) continue;
    yield secret("Password in an address", index + all.length - 1 - password.length, password);
  }
}

function* literals(path, text) {
  for (const { index, 0: all, 1: name, 3: value } of text.matchAll(NAMED)) {
    if (namesSecret(name, value)) yield secret(`Value of ${name}`, index + all.length - 1 - value.length, value);
  }
  for (const { index, 0: all, 1: value } of text.matchAll(SQL)) {
    if (!isOpen(value)) yield secret("Password in SQL", index + all.length - 1 - value.length, value);
  }
  if (!PLAIN_FILE.test(path)) return;
  for (const { index, 0: all, 1: name, 2: value } of text.matchAll(PLAIN)) {
    if (namesSecret(name, value)) yield secret(`Value of ${name}`, index + all.lastIndexOf(value), value);
  }
}

const secret = (kind, from, text) => ({ kind, spans: [[from, from + text.length]] });

/** What is between the quotes of a place; of an expression, its last literal. */
function inside(text, from, to) {
  const literal = [...text.slice(from, to).matchAll(/(["'`])((?:\\.|(?!\1)[^\\])+)\1/g)].at(-1);
  if (!literal || literal[2].includes("${") || literal[2].includes("-----BEGIN")) return [];
  const at = from + literal.index + 1;
  return [[at, at + literal[2].length]];
}

/** In the order of the text; one that lies in another, or across it, goes into it. */
function apart(found) {
  const sorted = found.map((one) => ({ ...one, at: one.at ?? one.spans[0][0] })).sort((a, b) => a.spans[0][0] - b.spans[0][0]);
  const kept = [];
  for (const { kind, at, spans } of sorted) {
    const last = kept.at(-1);
    const end = last?.spans.at(-1);
    if (!end || spans[0][0] >= end[1]) kept.push({ kind, at, spans: spans.map((span) => [...span]) });
    else end[1] = Math.max(end[1], spans.at(-1)[1]);
  }
  return kept.sort((a, b) => a.at - b.at);
}

function lineOf(text, at) {
  let line = 1;
  for (let end = text.indexOf("\n"); end >= 0 && end < at; end = text.indexOf("\n", end + 1)) line += 1;
  return line;
}

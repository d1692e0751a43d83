//! The values of `.env` files.

const LINE = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(.*)$/gm;
/** Numbers, switches and names of stages tell nobody anything. */
const HARMLESS = /^(?:\d{1,6}|\d{1,6}(?:ms|s|m|h|d)|true|false|yes|no|on|off|development|production|staging|test|local|localhost|debug|info|warn|error|verbose|\*)$/i;
/** Filled in by whoever uses the file. A value that only speaks of an example may be a real one. */
const OPEN = /^(?:<.*>|\$\{.*\}|\$\w+|[xX]+|\*+|\.+|change.?me.*|your[-_ ].*)$/i;
const ADDRESS = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^\s:/@]*)(?::([^\s@/]*))?@)?([^\s/?#]*)(.*)$/i;

/** Whether a file holds environment values. */
export const isEnv = (path) => /(?:^|\/)\.env[^/]*$/i.test(path);

/** What of each value is worth hiding. */
export function* envValues(text) {
  for (const { index, 0: all, 1: name, 2: rest } of text.matchAll(LINE)) {
    const value = bare(rest);
    if (value === "" || HARMLESS.test(value) || OPEN.test(value)) continue;
    const from = index + all.length - rest.length + rest.indexOf(value);
    const spans = spansOf(value, from);
    if (spans.length > 0) yield { kind: `Value of ${name}`, spans };
  }
}

/** Without quotes, and without a comment behind. */
function bare(rest) {
  const quoted = /^(["'`])(.*)\1/.exec(rest);
  return quoted ? quoted[2] : rest.replace(/\s+#.*$/, "").trim();
}

/** Of an address, its password, and the path that a web hook is known by; else all. */
function spansOf(value, from) {
  const address = ADDRESS.exec(value);
  if (!address) return [[from, from + value.length]];
  const [, scheme, user, password, , path] = address;
  if (password !== undefined) {
    if (password === "" || OPEN.test(password)) return [];
    const at = from + scheme.length + user.length + 1;
    return [[at, at + password.length]];
  }
  const end = from + value.length;
  return /^https?:/i.test(scheme) && path.length > 1 ? [[end - path.length + 1, end]] : [];
}

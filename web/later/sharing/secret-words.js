//! Which names say that their value is a secret, and which values are none.

const SECRET = /secret|passw(?:or)?d|passphrase|pwd|token|credential|(?:api|private|access|encryption|signing|auth|master|license)key/;
/** Endings of names that speak about a secret and are given something else. */
const ABOUT =
  /(?:name|header|field|ur[il]|path|type|id|prefix|suffix|cookie|issuer|message|label|regex|pattern|hash|expires|expiry|expiration|expiresin|ttl|endpoint|description|title|hint|policy|error|errors|rounds|length|strategy|guard|service|provider|metadata|scope|kind|format|algorithm|placeholder|column|env|var)s?$/;
const MARKS = /your|change.?me|x{4}|example|placeholder|dummy|sample|todo|replace|insert|redacted|\.{3}|\*{3}|^<.*>$/i;
/** Words that stand where a value is described, not given. */
const WORDS = /^(?:string|text|varchar|password|passwd|secret|token|bearer|basic|access|refresh|local|none|null|undefined|true|false|required|optional|header|body|query|cookie)$/i;

/** Messages and their keys, which speak of the secret. */
const COMPLAINT = /^(?:incorrect|missing|invalid|wrong|expired|empty|required|weak|same|forgot|reset|change|confirm|no|not)[A-Z_-]/;

/** Texts that stand for a secret without being one. */
export const isPlaceholder = (text) => MARKS.test(text);

/** Filled in elsewhere, or nobody's. */
export const isOpen = (text) => /\$\{|\$\(|^\$|[<>]|\{\{/.test(text) || isPlaceholder(text);

/** Whether a name given this literal is given a secret. */
export function namesSecret(name, value) {
  const plain = letters(name);
  if (!SECRET.test(plain) || ABOUT.test(plain) || isNone(plain, value)) return false;
  // Nest's own tokens are names; a token to sign in with has digits and length.
  const isNest = /token$/.test(plain) && !/secret|passw/.test(plain);
  return !isNest || (value.length >= 16 && /\d/.test(value));
}

const letters = (text) => text.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** A sentence, the name again, the name of a variable, a key of a catalogue, something filled in later. */
function isNone(name, value) {
  return (
    /\s/.test(value) ||
    isOpen(value) ||
    COMPLAINT.test(value) ||
    WORDS.test(value) ||
    letters(value) === name ||
    /^[:/.@]|^[\^~]?\d+(?:\.\d+)+/.test(value) ||
    /^[A-Z][A-Z_]*$/.test(value) ||
    /^[a-z]+(?:[._-]?[A-Za-z]+)*\.[A-Za-z_.]+$/.test(value)
  );
}

//! How long a link may be.

/** From this many characters some chat tools cut a link. */
const LONG = 8_000;
/** More than this is not offered as a link. */
const LIMIT = 64 * 1024;

export const isLong = (characters) => characters > LONG;
export const isTooLong = (characters) => characters > LIMIT;

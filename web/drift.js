//! Where a place of an older text is in a newer one.

/** The one stretch in which two texts differ: `start` and how far each of them goes from there. */
export function difference(older, newer) {
  const shortest = Math.min(older.length, newer.length);
  let start = 0;
  while (start < shortest && older.charCodeAt(start) === newer.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shortest - start && older.charCodeAt(older.length - 1 - end) === newer.charCodeAt(newer.length - 1 - end)) end += 1;
  return { start, olderEnd: older.length - end, newerEnd: newer.length - end };
}

/** Maps ranges of an older text; `null` for one that the difference touches. */
export function drift(older, newer) {
  if (older === newer) return (from, to) => ({ from, to });
  const { start, olderEnd, newerEnd } = difference(older, newer);
  return (from, to) => {
    if (to < start || (to === start && from < to)) return { from, to };
    if (from >= olderEnd) return { from: from + newerEnd - olderEnd, to: to + newerEnd - olderEnd };
    return to === start && from === to && olderEnd > start ? { from, to } : null;
  };
}

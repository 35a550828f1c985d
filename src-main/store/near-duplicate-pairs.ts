/** Keys with fewer letters say too little: such texts are near-duplicates only when they are equal. */
export const MIN_KEY_LETTERS = 12;
/** A text that was cut off is the start of another when at least this many letters agree. */
export const MIN_PREFIX_LETTERS = 40;

/** Of more documents than this the keys are not held in memory. */
export const MOST_ADDED = 50_000;

/** What decides on near-duplicates: document id, normalised key, its text if the key is short, cut off (0 or 1). */
export type KeyRow = [id: number, key: string, text: string | null, cutOff: number, ...more: number[]];

/**
 * Pairs of ids whose transitive closure are the groups. `rows` are in the order of their keys by code point, those of
 * equal short keys in the order of their texts.
 */
export function* nearDuplicatePairs(rows: Iterable<KeyRow>): Generator<[number, number]> {
  // Cut-off texts whose key starts the present key; in sorted order these form a stack.
  const starts: KeyRow[] = [];
  let previous: KeyRow | null = null;
  for (const row of rows) {
    const [id, key, text, cutOff] = row;
    if (previous !== null && previous[1] === key && previous[2] === text) yield [previous[0], id];
    while (starts.length > 0 && !key.startsWith(starts.at(-1)![1])) starts.pop();
    const start = starts.at(-1);
    if (start !== undefined) yield [start[0], id];
    if (cutOff === 1 && key.length >= MIN_PREFIX_LETTERS) starts.push(row);
    previous = row;
  }
}

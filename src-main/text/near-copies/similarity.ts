/** Texts with fewer letters say too little: they are copies only where they are equal. */
export const MIN_LETTERS = 12;

/**
 * Whether two ascending lists without repeats have at least this Jaccard similarity, |A ∩ B| / |A ∪ B|. It is given up
 * once too many do not stand in both.
 */
export function areSimilar(a: Uint32Array, b: Uint32Array, threshold: number): boolean {
  const all = a.length + b.length;
  // J ≥ t means |A ∩ B| ≥ t / (1 + t) · (|A| + |B|); the small number is for rounding.
  const needed = Math.ceil((threshold / (1 + threshold)) * all - 1e-9);
  if (needed > a.length || needed > b.length) return false;
  let spare = all - 2 * needed;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i]!, b[j]!];
    if (x === y) {
      i++;
      j++;
    } else {
      if (--spare < 0) return false;
      if (x < y) i++;
      else j++;
    }
  }
  return spare >= a.length - i + b.length - j && all > 0;
}

/** The distinct ones of a list, ascending. */
export function distinct(list: Uint32Array): Uint32Array {
  const sorted = list.toSorted();
  let kept = 0;
  for (const value of sorted) if (kept === 0 || sorted[kept - 1] !== value) sorted[kept++] = value;
  return sorted.subarray(0, kept);
}

/** Whether all of one ascending list stand in the other, as often. */
export function oneHoldsTheOther(a: Uint32Array, b: Uint32Array): boolean {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  for (const value of fewer) {
    while (at < more.length && more[at]! < value) at++;
    if (more[at] !== value) return false;
    at++;
  }
  return true;
}

/**
 * Kendall's tau-b of two rankings, which counts ties out (Kendall, 1945): the pairs that both order alike less those
 * that they order differently, over the geometric mean of the pairs that each orders at all. Null where one of them
 * orders nothing.
 */
export function kendallTauB(first: readonly number[], second: readonly number[]): number | null {
  let [agreeing, ordered, orderedToo] = [0, 0, 0];
  for (let i = 0; i < first.length; i++)
    for (let j = 0; j < i; j++) {
      const a = Math.sign(first[i]! - first[j]!);
      const b = Math.sign(second[i]! - second[j]!);
      agreeing += a * b;
      ordered += a * a;
      orderedToo += b * b;
    }
  return ordered === 0 || orderedToo === 0 ? null : agreeing / Math.sqrt(ordered * orderedToo);
}

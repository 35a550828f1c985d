/** The most frequent class of the labels; of several the first. */
export function majorityClass(labels: ArrayLike<number>, classes: number): number {
  const counts = Array.from({ length: classes }, () => 0);
  for (let at = 0; at < labels.length; at++) counts[labels[at]!]! += 1;
  return counts.indexOf(Math.max(...counts));
}

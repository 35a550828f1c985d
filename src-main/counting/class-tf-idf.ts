export interface WeightedWord {
  word: string;
  weight: number;
}

/**
 * The words that tell classes apart: the square root of a word's share of the words of a class, times
 * `log(1 + (A - f + 0.5) / (f + 0.5))` with f the count of the word in all classes and A the mean number of words of a
 * class. This is the c-TF-IDF of BERTopic (Grootendorst, 2022) with its two options against frequent words, BM25
 * weighting and the square root; words that are more frequent than a class is long weigh less than nothing.
 *
 * @param classes counts of words by class, none of them empty
 * @returns for each class its words, the heaviest first, ties by word
 */
export function classTfIdf(classes: readonly ReadonlyMap<string, number>[]): WeightedWord[][] {
  const frequency = new Map<string, number>();
  const totals = classes.map((counts) => {
    let total = 0;
    for (const [word, count] of counts) {
      frequency.set(word, (frequency.get(word) ?? 0) + count);
      total += count;
    }
    return total;
  });
  // The reference takes the whole part of the mean.
  const mean = Math.floor(totals.reduce((sum, total) => sum + total, 0) / classes.length);
  const weightOf = (count: number, total: number, all: number): number =>
    Math.sqrt(count / total) * Math.log(1 + (mean - all + 0.5) / (all + 0.5));
  return classes.map((counts, index) =>
    [...counts]
      .map(([word, count]) => ({ word, weight: weightOf(count, totals[index]!, frequency.get(word)!) }))
      .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1)),
  );
}

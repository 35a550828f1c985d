import { DisjointSets } from '../../disjoint-sets.ts';
import { Buckets, type Comparison } from './buckets.ts';
import { joinContained } from './contained.ts';
import { mixedAll } from './hash.ts';
import { BANDS, bandKeys } from './minhash.ts';
import { inSteps, type Steps } from '../../in-steps.ts';
import { type Lists, packed, type PackedTexts, TEXTS_A_STEP } from './packed.ts';
import { areSimilar, MIN_LETTERS, oneHoldsTheOther } from './similarity.ts';
import { compareByWords } from './word-pairs.ts';

/** With so many different numbers in it, a sentence is the template of a bot. */
const TEMPLATE_NUMBERS = 5;

/**
 * Groups of texts of which one is a copy of another with a few words changed, or stands in another. Each is known by the
 * smallest index in it. Copies are copies of copies too.
 *
 * Two texts are near copies if the Jaccard similarity of their words, or that of their words and pieces of words, is at
 * least `threshold`. Texts whose numbers differ are apart, since the number may be the news; but where one sentence comes
 * with five or more different numbers, it is a template, and all its texts are one group.
 *
 * Candidates are found by pairs of rare words, and over shingles by MinHash and locality-sensitive hashing; all of them
 * are compared exactly. Texts with fewer than 12 letters are in no group with others.
 *
 * @param threshold from 0 to 1
 * @throws the signal's reason when it is aborted
 */
export function nearCopyGroups(
  texts: readonly string[],
  threshold: number,
  signal: AbortSignal | null = null,
): Promise<Int32Array> {
  return inSteps(searched(texts, threshold), signal);
}

function* searched(texts: readonly string[], threshold: number): Steps<Int32Array> {
  const all = yield* packed(texts);
  const { count, numbers, vocabulary, shingles } = all;
  /** With the same numbers, and whatever the numbers are. */
  const [strict, loose] = [new DisjointSets(count), new DisjointSets(count)];
  const join = (a: number, b: number) => {
    loose.join(a, b);
    if (oneHoldsTheOther(numbers.at(a), numbers.at(b))) strict.join(a, b);
  };
  const isKnown = (a: number, b: number) =>
    strict.smallest(a) === strict.smallest(b) ||
    (loose.smallest(a) === loose.smallest(b) && !oneHoldsTheOther(numbers.at(a), numbers.at(b)));
  const bySets = (sets: Lists): Comparison => ({
    isKnown,
    compare: (a, b) => {
      if (areSimilar(sets.at(a), sets.at(b), threshold)) join(a, b);
    },
  });
  const buckets = new Buckets(count);
  yield* compareByWords(all, threshold, buckets, bySets(vocabulary));
  yield* compareByMinHash(all, buckets, bySets(shingles));
  yield* joinContained(texts, all, isKnown, join);
  return yield* withTemplates(all, strict, loose);
}

function* compareByMinHash(
  { count, shingles, letters }: PackedTexts,
  buckets: Buckets,
  comparison: Comparison,
): Steps<void> {
  for (let band = 0; band < BANDS; band++) {
    buckets.clear();
    for (let from = 0; from < count; from += TEXTS_A_STEP) {
      const to = Math.min(count, from + TEXTS_A_STEP);
      const keys = bandKeys(shingles, from, to, band);
      for (let index = from; index < to; index++) {
        if (letters[index]! >= MIN_LETTERS) buckets.add(keys[index - from]!, index, comparison);
      }
      yield;
    }
  }
}

/** Groups with the same numbers, and in place of them those of whatever number where these are templates. */
function* withTemplates(
  { count, numbers }: PackedTexts,
  strict: DisjointSets,
  loose: DisjointSets,
): Steps<Int32Array> {
  const different = new Map<number, Set<number>>();
  for (let index = 0; index < count; index++) {
    const group = loose.smallest(index);
    const known = different.get(group);
    const own = mixedAll(numbers.at(index));
    if (known) known.add(own);
    else different.set(group, new Set([own]));
    if (index % TEXTS_A_STEP === 0) yield;
  }
  return Int32Array.from({ length: count }, (_, index) => {
    const group = loose.smallest(index);
    return different.get(group)!.size >= TEMPLATE_NUMBERS ? group : strict.smallest(index);
  });
}

import { Random } from '../random.ts';
import { fitNgrams, type NgramText, opinionsOf } from './experts.ts';

/** Parts of the texts, each scored by what learned from the others. */
const foldCount = 5;

/** A text with the group of those that say the same or are contained in it. */
export interface GroupedText extends NgramText {
  group: number;
}

/** What was said of texts by those who had not learned them; `items` has the texts in the same order. */
export interface OutOfFold<T> {
  items: T[];
  /** (N, C) each. */
  opinions: [linear: ArrayLike<number>[], naiveBayes: ArrayLike<number>[]];
}

/**
 * Scores training texts by n-gram classifiers that learned from the other folds. Groups stay in one fold.
 * @throws the signal's reason when it is aborted
 */
export async function outOfFold<T extends GroupedText>(
  texts: readonly T[],
  classes: number,
  options: { classWeights: Float32Array | null; seed: number; signal: AbortSignal },
): Promise<OutOfFold<T>> {
  const scored: OutOfFold<T> = { items: [], opinions: [[], []] };
  for (const held of foldsOf(texts, new Random(options.seed))) {
    const own = new Set(held);
    const others = texts.filter((text) => !own.has(text));
    if (others.length === 0) continue;
    const experts = await fitNgrams(others, classes, options);
    const said = opinionsOf(
      experts,
      held.map(({ text }) => text),
    );
    // One by one: there may be more texts than a call may have arguments.
    for (const item of held) scored.items.push(item);
    for (const [expert, opinions] of said.entries()) {
      for (const opinion of opinions) scored.opinions[expert as 0 | 1].push(opinion);
    }
  }
  return scored;
}

/** Folds of about the same size, in which the classes have about the shares that they have in all of them. */
export function foldsOf<T extends GroupedText>(texts: readonly T[], random: Random): T[][] {
  const groups = random.shuffle([...Map.groupBy(texts, ({ group }) => group).values()]);
  const ordered = groups.toSorted(([a], [b]) => a!.label - b!.label);
  const folds = Array.from({ length: foldCount }, () => [] as T[]);
  for (const [place, group] of ordered.entries()) {
    for (const text of group) folds[place % foldCount]!.push(text);
  }
  return folds.filter(({ length }) => length > 0);
}

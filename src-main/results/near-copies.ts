/** What was found of near copies among the labelled texts of a run. */
import { z } from 'zod';
import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';

export interface NearCopies {
  /** Jaccard similarity from which on two texts are near copies. */
  threshold: number;
  /** Labelled texts that were compared, each said once; those of a test file are among them. */
  texts: number;
  /** How many there are if near copies count once. */
  distinct: number;
  /** How many of them have a near copy. */
  withCopy: number;
  /** Groups of two or more. */
  groups: number;
  /** Texts of the largest group. */
  largest: number;
  /** How often a text has the label of the one before it in its group. */
  sameLabel: { pairs: number; share: number; chance: number };
  /** Why groups stand in several parts: their labels agree by chance only, or too little is left; null: none does. */
  apart: 'labels-differ' | 'too-few' | null;
  /**
   * Share of the test part that would have a near copy in training: if parts were drawn by chance and groups did not
   * matter, or, of a test file, as it is.
   */
  leak: number;
}

export const nearCopiesSchema: z.ZodType<NearCopies> = z.object({
  threshold: z.number(),
  texts: z.number(),
  distinct: z.number(),
  withCopy: z.number(),
  groups: z.number(),
  largest: z.number(),
  sameLabel: z.object({ pairs: z.number(), share: z.number(), chance: z.number() }),
  apart: z.enum(['labels-differ', 'too-few']).nullable(),
  leak: z.number(),
});

/** Fewer different texts cannot be divided into parts that say anything. */
export const leastDistinct = 20;

/** What is said of near copies; null: there are none, or they were not looked for. */
export function nearCopiesInWords(
  found: NearCopies | undefined,
  by: 'time' | 'file' | 'chance' | 'ticker',
): string | null {
  if (!found || found.groups === 0) return null;
  const { threshold, texts, distinct, withCopy, groups, largest, sameLabel, apart, leak } = found;
  const share = (of: number) => `${(100 * of).toFixed(0)} %`;
  const what =
    `${inThousands(withCopy)} of ${inThousands(texts)} texts are near copies of others (similarity of ${threshold} or more; ${counted(groups, 'group')}, ` +
    `the largest of ${inThousands(largest)})`;
  if (apart === 'too-few') {
    return (
      `${what}; only ${counted(distinct, 'different text is', 'different texts are')} left if these count once, too few to divide, so near copies of` +
      ' what was learned are tested, and the scores say little of texts in other words'
    );
  }
  if (apart === 'labels-differ') {
    return (
      `${what}; they have the label of another copy in ${share(sameLabel.share)} of cases, by chance in` +
      ` ${share(sameLabel.chance)}, so that they give nothing away and were not kept together`
    );
  }
  const without =
    by === 'file'
      ? `${share(leak)} of the test file has one among the texts to learn from, which was left out`
      : `with a random split that ignores this, ${share(leak)} of the test part would have one in training`;
  return `${what} and are never in two parts; ${without}`;
}

/** Why fewer texts count than have a label, and what helps: said wherever a training has too few. */
import { inThousands } from './in-thousands.ts';

/**
 * `4,000 texts are labelled, of which only 2 are distinct`, or `Only 2 distinct texts are labelled`.
 *
 * @param documents with a label, near-duplicates too
 * @param distinct of these, of near-duplicates one
 * @param where of which tickers, as ` of GS`
 */
export function labelledInWords(documents: number, distinct: number, where: string): string {
  const are = distinct === 1 ? 'is' : 'are';
  return documents > distinct
    ? `${inThousands(documents)} texts${where} are labelled, of which only ${inThousands(distinct)} ${are} distinct`
    : `Only ${inThousands(distinct)} distinct ${distinct === 1 ? 'text' : 'texts'}${where} ${are} labelled`;
}

export const nearDuplicatesCountOnce =
  'Near-duplicates, which differ only in links, numbers, signs or retweets, count once: label or import texts with other words.';

/** Why fewer texts count than have a label, and what helps: said wherever a training has too few. */
import { counted } from './counted.ts';

/**
 * `4,000 texts are labelled, of which only 2 are distinct`, or `Only 2 distinct texts are labelled`.
 *
 * @param documents with a label, near-duplicates too
 * @param distinct of these, of near-duplicates one
 * @param where of which tickers, as ` of GS`
 */
export function labelledInWords(documents: number, distinct: number, where: string): string {
  if (distinct === 0) return `No text${where} is labelled`;
  return documents > distinct
    ? `${counted(documents, 'text')}${where} are labelled, of which only ${counted(distinct, 'is', 'are')} distinct`
    : `Only ${counted(distinct, `distinct text${where} is`, `distinct texts${where} are`)} labelled`;
}

export const nearDuplicatesCountOnce =
  'Near-duplicates, which differ only in links, numbers, signs or retweets, count once: label or import texts with other words.';

import { groupsWithTexts } from '../../store/near-duplicates.ts';
import type { ReadableStore } from '../../store/store.ts';
import { cleanText, isCutOff } from '../../text/clean.ts';
import { matchKey } from '../../text/normalise.ts';

/** A text with its near-duplicate group; null: it is no document, and has none yet. */
interface Groupable {
  text: string;
  group: number | null;
}

export interface GroupedTexts<T> {
  /** The texts in their order, each with its group: one below 0 where no document says the same. */
  lists: (T & { group: number })[][];
  /** The group of documents by the one that is stored: a text of a file may join two. */
  ofGroup: (stored: number) => number;
}

/** Groups texts of files as an import would: among themselves, over all lists, and with the documents. */
export function groupTexts<T extends Groupable>(
  store: ReadableStore,
  lists: readonly (readonly T[])[],
): GroupedTexts<T> {
  const strangers = lists.flat().flatMap(({ text, group }) => (group === null ? [cleanText(text)] : []));
  const { ofTexts, ofGroup } =
    strangers.length === 0
      ? { ofTexts: [], ofGroup: (stored: number) => stored }
      : groupsWithTexts(
          store.db,
          strangers.map((text) => ({ text, key: matchKey(text), cutOff: isCutOff(text) })),
        );
  let next = 0;
  const grouped = (item: T): T & { group: number } => ({
    ...item,
    group: item.group === null ? ofTexts[next++]! : ofGroup(item.group),
  });
  return { lists: lists.map((list) => list.map(grouped)), ofGroup };
}

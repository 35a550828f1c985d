import { basename } from 'node:path';
import { readLabelFile } from '../../ingest/label-file.ts';
import { matchTexts } from '../../ingest/text-matches.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { distinctTexts, groupsByIds } from '../../store/texts.ts';
import { cleanText } from '../../text/clean.ts';
import { groupTexts } from './grouped-texts.ts';
import type { Word2vecConfig } from '../../configs/word2vec.ts';

/** With fewer distinct texts no training starts; good vectors take thousands. */
export const leastTexts = 20;

export interface LearnedText {
  text: string;
  /** Its near-duplicate group: below 0 where no document says the same. */
  group: number;
}

/**
 * The texts that word vectors are learned from, each said once, without what `leaveOut` says.
 *
 * @param lastDocument documents that were imported later do not count; null: all do
 * @throws UserError if a file cannot be read or holds no text.
 */
export async function word2vecTexts(
  store: ReadableStore,
  { symbols, trainFile, leaveOut }: Pick<Word2vecConfig, 'symbols' | 'trainFile' | 'leaveOut'>,
  lastDocument: number | null = null,
): Promise<LearnedText[]> {
  const given =
    trainFile === null ? distinctTexts(store, symbols, lastDocument) : await textsOfFile(store, trainFile);
  const others = leaveOut === null ? [] : await textsOfFile(store, leaveOut);
  const { lists } = groupTexts<{ text: string; group: number | null }>(store, [given, others]);
  const taken = new Set(lists[1]!.map(({ group }) => group));
  return lists[0]!.filter(({ group }) => {
    const isNew = !taken.has(group);
    taken.add(group);
    return isNew;
  });
}

/** The texts of a file, each in the group of the document where a label of it would be found. */
async function textsOfFile(
  store: ReadableStore,
  path: string,
): Promise<{ text: string; group: number | null }[]> {
  const { rows } = await readLabelFile(path, 'texts');
  if (rows.length === 0) throw new UserError('input', `${basename(path)} has no texts with a label.`);
  const matches = matchTexts(
    store,
    rows.map(({ text }) => text),
  ).map(([first = -1]) => first);
  const groups = groupsByIds(store, new Set(matches));
  return rows.map(({ text }, index) => ({
    text: cleanText(text),
    group: groups.get(matches[index]!) ?? null,
  }));
}

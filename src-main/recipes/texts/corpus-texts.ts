import { basename } from 'node:path';
import { readLabelFile } from '../../ingest/label-file.ts';
import { matchTexts } from '../../ingest/text-matches.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { distinctTexts, groupsByIds } from '../../store/texts.ts';
import { cleanText } from '../../text/clean.ts';
import { groupTexts } from './grouped-texts.ts';

/** With fewer distinct texts no training starts; good vectors and encoders take thousands. */
export const leastTexts = 20;

export interface LearnedText {
  text: string;
  /** Its near-duplicate group: below 0 where no document says the same. */
  group: number;
}

/** Which texts are read, without their labels. */
export interface CorpusSettings {
  symbols: string[] | null;
  trainFile: string | null;
  leaveOut: string | null;
  /** No text of the workspace that was said at this time or later, ISO 8601; null: all. */
  before?: string | null;
}

/**
 * The texts that are learned from without labels, each said once, without what `leaveOut` says and what is said again
 * at the time `before` or later.
 *
 * @param lastDocument documents that were imported later do not count; null: all do
 * @throws UserError if a file cannot be read or holds no text.
 */
export async function corpusTexts(
  store: ReadableStore,
  { symbols, trainFile, leaveOut, before = null }: CorpusSettings,
  lastDocument: number | null = null,
): Promise<LearnedText[]> {
  const given =
    trainFile === null
      ? distinctTexts(store, symbols, { lastDocument, before: before === null ? null : Date.parse(before) })
      : await textsOfFile(store, trainFile);
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

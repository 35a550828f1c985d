import type { Store } from '../store/open.ts';
import { textKeys } from '../store/text-keys.ts';
import { cleanText } from '../text/clean.ts';
import { SHORT_KEY_LETTERS, matchKey, strictKey } from '../text/normalise.ts';
import { readable } from './file-problems.ts';
import { labelRow } from './label-rows.ts';
import { labelNames } from './label-values.ts';
import { LineReader, firstLines } from './lines.ts';
import { recognise } from './recognise.ts';
import { schemeOfHeading } from './roles.ts';
import { TableReader } from './table-reader.ts';

export interface LabelFile {
  /** The rows that have both, in the order of the file; `line` is where the row begins. */
  rows: { text: string; value: string; line: number }[];
}

/**
 * Reads a text + label file into memory. With a scheme, its values are named as an import under that scheme would
 * name them (`sentiment`: 0 and 1 become negative and positive).
 *
 * @throws UserError when the file cannot be read, or has no text and label column.
 */
export async function readLabelFile(path: string, scheme: string | null = null): Promise<LabelFile> {
  const lines = await readable(path, () => firstLines(path));
  const { file } = recognise(path, lines, 'labels');
  if (file.kind !== 'labels') throw new Error(`${path} was asked for as labels and read as ${file.kind}`);
  // Of several columns of labels, the one of this scheme.
  const columns = file.table.mapping.label ?? [];
  const label =
    columns.find((column) => schemeOfHeading(file.table.heading?.[column]) === scheme) ?? columns[0]!;
  const table = { ...file.table, mapping: { ...file.table.mapping, label: [label] } };
  const reader = new TableReader(table, labelRow(table));
  const outcomes = [];
  for await (const batch of new LineReader(path).batches()) outcomes.push(...reader.read(batch.lines));
  outcomes.push(...reader.end());
  const rows = outcomes.flatMap((outcome) =>
    outcome.ok
      ? [{ text: outcome.value.text, value: outcome.value.values[0] ?? '', line: outcome.place.line }]
      : [],
  );
  const nameOf = labelNames(scheme ?? '', new Set(rows.map(({ value }) => value)));
  for (const row of rows) row.value = nameOf(row.value);
  return { rows };
}

/**
 * For each text, the documents that say the same, those that were published first coming first, those without time
 * last. They say the same when their normalised keys are equal; where the key is short ("long", "beats by"), those
 * whose strict keys are equal too, if there are any. One pass over the documents.
 */
export function matchTexts(store: Store, texts: readonly string[]): number[][] {
  const clean = texts.map(cleanText);
  const found = new Map<string, { id: number; at: number }[]>();
  for (const text of clean) for (const key of lookupKeys(text)) found.set(key, []);
  for (const [id, at, key, text] of textKeys(store, SHORT_KEY_LETTERS)) {
    const match = { id, at: at ?? Number.POSITIVE_INFINITY };
    found.get(key)?.push(match);
    if (text !== null) found.get(strict(text))?.push(match);
  }
  for (const matches of found.values()) matches.sort((a, b) => (a.at === b.at ? a.id - b.id : a.at - b.at));
  return clean.map((text) => {
    const best = lookupKeys(text).find((key) => found.get(key)!.length > 0);
    return best === undefined ? [] : found.get(best)!.map(({ id }) => id);
  });
}

/** What a text is looked up by, the best first. A text without letters has no normalised key to share with others. */
export function lookupKeys(clean: string): string[] {
  const key = matchKey(clean);
  if (key.length >= SHORT_KEY_LETTERS) return [key];
  return key === '' ? [strict(clean)] : [strict(clean), key];
}

/** A strict key, which is no normalised key of another text. */
function strict(clean: string): string {
  return `strict ${strictKey(clean)}`;
}

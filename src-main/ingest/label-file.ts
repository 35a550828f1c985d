import type { Store } from '../store/open.ts';
import { cleanText } from '../text/clean.ts';
import { matchKey } from '../text/normalise.ts';
import { labelColumns } from './columns.ts';
import type { LabelColumns } from './columns.ts';
import { readable } from './file-problems.ts';
import { LabelRowReader } from './label-rows.ts';
import { labelNames } from './label-values.ts';
import { LineReader, firstLines } from './lines.ts';
import { UserError } from '../store/errors.ts';

export interface LabelFile {
  /** The rows that have both, in the order of the file; `line` is where the row begins. */
  rows: { text: string; value: string; line: number }[];
  columns: LabelColumns;
}

/** As many lines of a file decide on its columns. */
const SAMPLE_LINES = 400;

/**
 * Reads a text + label file into memory. With a scheme, its values are named as an import under that scheme would
 * name them (`sentiment`: 0 and 1 become negative and positive).
 *
 * @throws UserError when the file cannot be read, or has no text and label column.
 */
export async function readLabelFile(path: string, scheme: string | null = null): Promise<LabelFile> {
  const lines = await readable(path, () => firstLines(path, SAMPLE_LINES));
  const columns = labelColumns(lines);
  if (columns === null) {
    throw new UserError(
      'input',
      `${path}: no column of texts and column of labels; give them the headings text and label.`,
    );
  }
  const reader = new LabelRowReader(columns);
  const outcomes = [];
  for await (const batch of new LineReader(path).batches()) outcomes.push(...reader.read(batch.lines));
  outcomes.push(...reader.end());
  const rows = outcomes.flatMap((outcome) =>
    outcome.ok ? [{ ...outcome.value, line: outcome.place.line }] : [],
  );
  const nameOf = labelNames(scheme ?? '', new Set(rows.map(({ value }) => value)));
  for (const row of rows) row.value = nameOf(row.value);
  return { rows, columns };
}

/**
 * For each text, the documents that say the same (their normalised keys are equal, or, where there is no letter, the
 * texts are), those that were published first coming first, those without time last. One pass over the documents.
 */
export function matchTexts(store: Store, texts: readonly string[]): number[][] {
  const wanted = new Map<string, { id: number; at: number }[]>();
  const keys = texts.map((text) => lookupKey(cleanText(text)));
  for (const key of keys) wanted.set(key, []);
  const documents = store.db
    .prepare<[], [number, number | null, string, string | null]>(
      "SELECT id, published_at, normal_key, CASE WHEN normal_key = '' THEN text END FROM document",
    )
    .raw();
  for (const [id, at, key, text] of documents.iterate()) {
    wanted.get(text === null ? key : `\n${text}`)?.push({ id, at: at ?? Number.POSITIVE_INFINITY });
  }
  const found = new Map(
    [...wanted].map(([key, matches]) => [
      key,
      matches.sort((a, b) => (a.at === b.at ? a.id - b.id : a.at - b.at)).map(({ id }) => id),
    ]),
  );
  return keys.map((key) => found.get(key) ?? []);
}

/** What a text is looked up by: its normalised key, or itself after a line break, which no key holds. */
export function lookupKey(clean: string): string {
  return matchKey(clean) || `\n${clean}`;
}

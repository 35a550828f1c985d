import { UserError } from '../errors.ts';
import { distinctColumns, type FileColumns } from './file-columns.ts';
import { readable } from './file-problems.ts';
import type { FileText } from './kinds/kind.ts';
import { labelNames } from './label-values.ts';
import { firstLines, LineReader } from './lines.ts';
import type { Outcome } from './outcome.ts';
import type { Reading } from './reading.ts';
import { guess } from './recognise.ts';
import { labelColumn } from './text-rows.ts';

export interface FileTexts {
  columns: FileColumns;
  /** The column of labels by its name; null: the file has none. */
  labelColumn: string | null;
  /** The rows are JSON objects. */
  json: boolean;
  /** All records, some megabytes at a time, with the bytes read so far. */
  batches: () => AsyncGenerator<{ outcomes: Outcome<FileText>[]; bytesRead: number }>;
  /** What an import under the scheme would call a label of the file. May read the file once for it. */
  labelNames: () => Promise<(label: string) => string>;
}

/**
 * The texts of any file that holds some, without storing them. A label may be missing; of several columns of labels the
 * one of `scheme` counts.
 *
 * @throws UserError if the file cannot be read, or holds no texts.
 */
export async function openTexts(
  path: string,
  { scheme, as, reading }: { scheme: string; as: string | null; reading: Reading },
): Promise<FileTexts> {
  const lines = await readable(path, () => firstLines(path, reading.encoding));
  // How days are written does not matter here, so nobody is asked.
  const { file } = guess({ path, lines, reading }, as);
  const { texts, table, kind } = file;
  if (texts === null) {
    throw new UserError(
      'input',
      `${path} is read as ${kind.name}, without any texts. If it does have texts, say where.`,
      {
        remedies: [{ setting: 'columns', values: ['text=2'] }],
      },
    );
  }
  const label = table === null ? -1 : labelColumn(table, scheme);
  const columns = distinctColumns(file.columnNames(lines));
  const batches = async function* (): ReturnType<FileTexts['batches']> {
    const reader = texts(label);
    let bytesRead = 0;
    for await (const batch of new LineReader(path, reading.encoding).batches()) {
      ({ bytesRead } = batch);
      yield { outcomes: reader.read(batch.lines), bytesRead };
    }
    yield { outcomes: reader.end(), bytesRead };
  };
  return {
    columns,
    labelColumn: columns.names[label] ?? null,
    json: file.layout.form === 'json',
    batches,
    labelNames: async () =>
      labelNames(scheme, label === -1 || scheme !== 'sentiment' ? new Set() : await zerosAndOnes(batches())),
  };
}

/** The labels of a file, as far as the first that is neither 0 nor 1: from there on their names are sure. */
async function zerosAndOnes(batches: ReturnType<FileTexts['batches']>): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const { outcomes } of batches) {
    for (const outcome of outcomes)
      if (outcome.ok && outcome.value.label !== null) found.add(outcome.value.label);
    if ([...found].some((label) => label !== '0' && label !== '1')) break;
  }
  return found;
}

import { onlyFile } from './archive.ts';
import { UserError } from '../errors.ts';
import { distinctColumns, type FileColumns } from './file-columns.ts';
import { readable } from './file-problems.ts';
import type { FileText } from './kinds/kind.ts';
import { labelsOfScheme } from './label-columns.ts';
import { labelNames, labelNumber } from './label-values.ts';
import { firstLines, LineReader } from './lines.ts';
import type { Outcome } from './outcome.ts';
import type { Reading } from './reading.ts';
import { guess } from './recognise.ts';

export interface FileTexts {
  columns: FileColumns;
  /** The column of labels by its name; null: the file has none. */
  labelColumn: string | null;
  /** The rows are JSON objects. */
  json: boolean;
  /** All records, some megabytes at a time, with the bytes read so far. */
  batches: () => AsyncGenerator<{ outcomes: Outcome<FileText>[]; bytesRead: number }>;
  /** What an import under the scheme, with the labels in `known`, would call a label of the file. May read it once. */
  labelNames: (known: readonly string[]) => Promise<(label: string) => string>;
}

/**
 * The texts of any file that holds some, without storing them. A label may be missing; of several columns of labels the
 * one of `scheme` counts.
 *
 * @throws UserError if the file cannot be read, or holds no texts.
 */
export async function openTexts(
  named: string,
  { scheme, as, reading }: { scheme: string; as: string | null; reading: Reading },
): Promise<FileTexts> {
  const path = await onlyFile(named);
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
  const label = table === null ? -1 : (labelsOfScheme(table, scheme)?.columns[0] ?? -1);
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
    labelNames: async (known) => {
      const counts = label === -1 ? new Map<string, number>() : await numbersOf(batches());
      const areNumbers = [...counts.keys()].every((value) => labelNumber(value) !== null);
      return labelNames(scheme, counts, { known, bins: areNumbers ? reading.bins : null });
    },
  };
}

/** The labels of a file, as far as the first that is no number: from there on none of them stands for another name. */
async function numbersOf(batches: ReturnType<FileTexts['batches']>): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { outcomes } of batches) {
    for (const outcome of outcomes) {
      const label = outcome.ok ? outcome.value.label : null;
      if (label !== null) found.set(label, (found.get(label) ?? 0) + 1);
    }
    if ([...found.keys()].some((label) => labelNumber(label) === null && !/^(?:true|false)$/i.test(label)))
      break;
  }
  return found;
}

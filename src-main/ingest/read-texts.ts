import { UserError } from '../errors.ts';
import { cleanText } from '../text/clean.ts';
import { columnsOfFile, type FileColumns, stockerBotRow } from './file-columns.ts';
import type { FileKind } from './file-kind.ts';
import { readable } from './file-problems.ts';
import { labelNames } from './label-values.ts';
import { firstLines, LineReader } from './lines.ts';
import type { Outcome, RecordReader } from './outcome.ts';
import type { Reading } from './reading.ts';
import { guess } from './recognise.ts';
import { schemeOfHeading } from './roles.ts';
import { QuotedStockerBotReader, StockerBotReader } from './stockerbot.ts';
import { columnOf, type Table } from './table.ts';
import { TableReader } from './table-reader.ts';

/** A text of a file, with its label where it has one. */
export interface FileText {
  text: string;
  label: string | null;
  /** All columns of its row as they stand in the file, in the order of its columns. */
  fields: readonly string[];
}

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
  const { file } = guess(path, lines, as, reading);
  const label = file.kind === 'labels' || file.kind === 'texts' ? labelColumn(file.table, scheme) : -1;
  const columns = columnsOfFile(file, lines);
  const batches = async function* (): ReturnType<FileTexts['batches']> {
    const reader = readerOf(path, file, label);
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
    json: file.kind !== 'stockerbot' && file.table.layout.form === 'json',
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

function labelColumn({ mapping, heading }: Table, scheme: string): number {
  const columns = mapping.label ?? [];
  return columns.find((column) => schemeOfHeading(heading?.[column]) === scheme) ?? columns[0] ?? -1;
}

function readerOf(path: string, file: FileKind, label: number): RecordReader<FileText> {
  if (file.kind === 'stockerbot') return tweetReader(file.quoted);
  if (file.kind !== 'labels' && file.kind !== 'texts') {
    throw new UserError(
      'input',
      `${path} is read as ${file.kind}, without any texts. If it does have texts, say where (--as texts --columns text=2).`,
    );
  }
  const column = columnOf(file.table, 'text');
  return new TableReader<FileText>(file.table, (fields) => {
    const text = cleanText(fields[column] ?? '');
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    return { text, label: fields[label]?.trim() || null, fields };
  });
}

function tweetReader(quoted: boolean): RecordReader<FileText> {
  const reader = quoted ? new QuotedStockerBotReader() : new StockerBotReader();
  const withFields = (outcomes: ReturnType<typeof reader.read>): Outcome<FileText>[] =>
    outcomes.map((outcome) => {
      if (!outcome.ok) return outcome;
      const fields = stockerBotRow(outcome.place.raw, quoted);
      return { place: outcome.place, ok: true, value: { text: outcome.value.text, label: null, fields } };
    });
  return { read: (lines) => withFields(reader.read(lines)), end: () => withFields(reader.end()) };
}

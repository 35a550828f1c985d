import { UserError } from '../errors.ts';
import { cleanText } from '../text/clean.ts';
import type { FileKind } from './file-kind.ts';
import { readable } from './file-problems.ts';
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
}

export interface FileTexts {
  /** The file has a column of labels. */
  labelled: boolean;
  /** All records, some megabytes at a time, with the bytes read so far. */
  batches: () => AsyncGenerator<{
    outcomes: Outcome<{ text: string; label?: string | null }>[];
    bytesRead: number;
  }>;
}

/**
 * The texts of any file that holds some, without storing them. A label may be missing; of several columns of labels the
 * one of `scheme` counts.
 *
 * @throws UserError where the file cannot be read, or holds no texts.
 */
export async function openTexts(
  path: string,
  { scheme, as, reading }: { scheme: string; as: string | null; reading: Reading },
): Promise<FileTexts> {
  const lines = await readable(path, () => firstLines(path, reading.encoding));
  // How days are written does not matter here, so nobody is asked.
  const { file } = guess(path, lines, as, reading);
  const label = file.kind === 'labels' || file.kind === 'texts' ? labelColumn(file.table, scheme) : -1;
  return {
    labelled: label !== -1,
    async *batches() {
      const reader = readerOf(path, file, label);
      let bytesRead = 0;
      for await (const batch of new LineReader(path, reading.encoding).batches()) {
        ({ bytesRead } = batch);
        yield { outcomes: reader.read(batch.lines), bytesRead };
      }
      yield { outcomes: reader.end(), bytesRead };
    },
  };
}

function labelColumn({ mapping, heading }: Table, scheme: string): number {
  const columns = mapping.label ?? [];
  return columns.find((column) => schemeOfHeading(heading?.[column]) === scheme) ?? columns[0] ?? -1;
}

function readerOf(
  path: string,
  file: FileKind,
  label: number,
): RecordReader<{ text: string; label?: string | null }> {
  if (file.kind === 'stockerbot') return file.quoted ? new QuotedStockerBotReader() : new StockerBotReader();
  if (file.kind !== 'labels' && file.kind !== 'texts') {
    throw new UserError(
      'input',
      `${path} is read as ${file.kind}, which hold no texts; if it does, say where (--as texts --columns text=2)`,
    );
  }
  const column = columnOf(file.table, 'text');
  return new TableReader<FileText>(file.table, (fields) => {
    const text = cleanText(fields[column] ?? '');
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    return { text, label: fields[label]?.trim() || null };
  });
}

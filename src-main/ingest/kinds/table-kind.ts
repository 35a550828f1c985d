/** What all kinds of tables have in common. */
import { cleanText } from '../../text/clean.ts';
import { evidenceAgainst } from '../evidence.ts';
import type { Contradiction } from '../evidence.ts';
import { tableColumnNames } from '../file-columns.ts';
import type { Layout } from '../layout.ts';
import type { RecordReader } from '../outcome.ts';
import { checkedRows, tableColumns } from '../preview.ts';
import { allLayouts, optionOfTable, withoutDialect } from '../reading-option.ts';
import type { ReadingOption } from '../reading-option.ts';
import { otherColumns } from '../other-columns.ts';
import type { Mapping, Role } from '../roles.ts';
import type { Sample } from '../sample.ts';
import { TableReader } from '../table-reader.ts';
import type { RowReader } from '../table-reader.ts';
import { labelColumns } from '../label-columns.ts';
import { findTable, valueOf } from '../table.ts';
import type { Table } from '../table.ts';
import type { FileKind, FileText, RecognisedFile, TableKind } from './kind.ts';

/** What a kind of table says of one of its files; all else follows from the table. */
interface TableFile<T extends object> extends Pick<RecognisedFile, 'kind' | 'store'> {
  row: RowReader<T>;
  schemes?: readonly string[];
  /** Besides the dialect and the columns. */
  settings?: RecognisedFile['settings'];
  questions?: RecognisedFile['questions'];
  assumptions?: readonly string[];
  /** Whether the values of a sample contradict the roles of their columns. */
  contradiction?: Contradiction<T>;
}

/** A table as a file of a kind. */
export function tableFile<T extends object>(
  table: Table,
  { row, schemes, contradiction, ...file }: TableFile<T>,
): RecognisedFile {
  const reader = (): RecordReader<T> => new TableReader(table, row);
  return {
    questions: [],
    ...file,
    assumptions: [
      ...(table.oneHot === undefined ? [] : ['one column per class']),
      ...(file.assumptions ?? []),
    ],
    layout: table.layout,
    table,
    columns: tableColumns(table),
    schemes: schemes ?? null,
    settings: ['delimiter', 'quoted', 'heading', 'columns', ...(file.settings ?? [])],
    option: (lines) => optionOfTable(table, lines, reader),
    rows: (lines) => checkedRows(table, lines, reader()),
    columnNames: (lines) => tableColumnNames(table, lines),
    reader,
    evidence: (parts) =>
      evidenceAgainst(parts, reader, contradiction, (role) =>
        otherColumns(role, table, { lines: parts[0]?.lines ?? [], needs: needsOf(file.kind) }),
      ),
    texts: schemes === undefined ? null : (label) => textReader(table, label),
  };
}

/** What a kind cannot do without; an export has a time and tickers for every record. */
function needsOf(kind: FileKind): readonly Role[] {
  return kind.form === 'table' ? kind.needs : ['text', 'time', 'ticker'];
}

/** Whether columns are enough for a kind that a user names. */
export function isEnoughFor({ needs }: TableKind, mapping: Mapping): boolean {
  return needs.every((role) => mapping[role] !== undefined);
}

/** All layouts that have the columns of a kind, each with its heading and, if it has one, without. */
export function tableOptions(kind: TableKind, sample: Sample): ReadingOption[] {
  const reading = withoutDialect(sample.reading);
  const options = allLayouts(sample).flatMap((layout) => optionsOf(kind, layout, { ...sample, reading }));
  if (!kind.readsLines) return options;
  const bare = { ...sample, reading: { ...reading, columns: {} } };
  return [...options, ...optionsOf(kind, { form: 'lines' }, bare)];
}

function optionsOf(kind: TableKind, layout: Layout, sample: Sample): ReadingOption[] {
  const { lines, reading } = sample;
  const own = kind.ownTable?.(sample, layout) ?? null;
  if (own !== null) return [kind.open(own, sample).option(lines)];
  const table = findTable(lines, layout, reading, (mapping) => isEnoughFor(kind, mapping));
  if (table === null) return [];
  const bare = { ...table, headingLine: 0, heading: null };
  const tables = table.headingLine === 0 ? [table] : [table, bare];
  return tables.map((one) => kind.open(one, sample).option(lines));
}

function textReader(table: Table, label: number): RecordReader<FileText> {
  const textOf = valueOf(table, 'text');
  const labels = labelColumns(table).find(({ columns }) => columns.includes(label));
  return new TableReader<FileText>(table, (fields) => {
    const text = cleanText(textOf(fields));
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    return { text, label: labels?.read(fields) || null, fields };
  });
}

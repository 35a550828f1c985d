import type { CsvRecord } from './csv-records.ts';
import { CsvRecords } from './csv-records.ts';
import type { Dialect } from './csv-records.ts';
import type { Line } from './lines.ts';

/** How a delimited file with a few columns is to be read. */
export interface Table {
  dialect: Dialect;
  /** Names of the columns, or null where the file has no heading. */
  heading: string[] | null;
  width: number;
}

export interface LabelColumns extends Table {
  textColumn: number;
  labelColumn: number;
}

export interface CompanyColumns extends Table {
  symbolColumn: number;
  nameColumn: number;
  sectorColumn: number | null;
}

const TEXT_NAMES = [
  'text',
  'tweet',
  'sentence',
  'title',
  'headline',
  'original',
  'content',
  'body',
  'message',
  'x',
];
const LABEL_NAMES = [
  'label',
  'labels',
  'sentiment',
  'senti_label',
  'class',
  'category',
  'target',
  'topic',
  'y',
];

/** Fields between tabs or commas, whichever the first lines hold more evenly; in quotes if whole fields are. */
export function sniffDialect(lines: readonly Line[]): Dialect {
  const first = lines[0]?.text ?? '';
  const delimiter = first.includes('\t') ? '\t' : first.includes(';') && !first.includes(',') ? ';' : ',';
  if (delimiter !== '\t') return { delimiter, quoted: true };
  const fields = lines.flatMap(({ text }) => text.split('\t')).filter((field) => field.startsWith('"'));
  return { delimiter, quoted: fields.every((field) => field.length > 1 && field.endsWith('"')) };
}

/** The first records of a file. */
export function sampleRecords(lines: readonly Line[], dialect: Dialect): CsvRecord[] {
  const records = new CsvRecords(dialect);
  const sample = records.read(lines);
  return sample.length > 0 ? sample : records.end();
}

/** The columns of a list of companies (`Symbol,Name[,Sector]`), or null when the file is none. */
export function companyColumns(lines: readonly Line[]): CompanyColumns | null {
  const dialect = sniffDialect(lines);
  const heading = sampleRecords(lines, dialect)[0]?.fields.map(columnName);
  if (heading === undefined) return null;
  const symbolColumn = heading.findIndex((name) => name === 'symbol' || name === 'ticker');
  const nameColumn = heading.findIndex((name) =>
    ['name', 'company', 'company_name', 'security'].includes(name),
  );
  const sectorColumn = heading.findIndex((name) => name === 'sector' || name === 'gics sector');
  if (symbolColumn === -1 || nameColumn === -1) return null;
  return {
    dialect,
    heading,
    width: heading.length,
    symbolColumn,
    nameColumn,
    sectorColumn: sectorColumn === -1 ? null : sectorColumn,
  };
}

/**
 * The columns of a text + label file, or null when the file is none: by the names of the heading, else, in a file of
 * two columns, the longer one is the text. Where the first record's label never comes back, it is a heading.
 */
export function labelColumns(lines: readonly Line[]): LabelColumns | null {
  const dialect = sniffDialect(lines);
  const records = sampleRecords(lines, dialect);
  const [first, ...others] = records;
  if (first === undefined) return null;
  const names = first.fields.map(columnName);
  const textColumn = firstOf(TEXT_NAMES, names);
  const labelColumn = firstOf(LABEL_NAMES, names);
  if (textColumn !== -1 && labelColumn !== -1) {
    return { dialect, heading: names, width: names.length, textColumn, labelColumn };
  }
  if (names.length !== 2) return null;
  const lengthOf = (column: number): number =>
    records.reduce((sum, { fields }) => sum + (fields[column]?.length ?? 0), 0);
  const text = lengthOf(0) > lengthOf(1) ? 0 : 1;
  const label = 1 - text;
  const labels = new Set(others.map(({ fields }) => fields.at(label === 0 ? 0 : -1)?.trim()));
  // Labels come back; where nearly every one is another, this is no column of labels.
  if (labels.size > 2 && labels.size > others.length / 2) return null;
  const hasHeading = others.length > 0 && !labels.has(first.fields[label]?.trim());
  return { dialect, heading: hasHeading ? names : null, width: 2, textColumn: text, labelColumn: label };
}

function columnName(field: string): string {
  return field.trim().toLowerCase();
}

function firstOf(wanted: readonly string[], names: readonly string[]): number {
  return names.indexOf(wanted.find((name) => names.includes(name)) ?? '\0');
}

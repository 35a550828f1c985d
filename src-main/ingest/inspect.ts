import { basename } from 'node:path';
import { UserError } from '../errors.ts';
import type { Remedy } from '../remedies.ts';
import { isKnownTicker } from '../store/companies.ts';
import type { ReadableStore } from '../store/store.ts';
import { countReadings } from './doctor.ts';
import { onlyFile } from './archive.ts';
import { askedWith, earlierOffer } from './earlier-answers.ts';
import type { Offer } from './earlier-answers.ts';
import { readable } from './file-problems.ts';
import { fileKinds } from './kinds/all.ts';
import type { FileKind } from './kinds/kind.ts';
import type { Layout } from './layout.ts';
import { possibleLayouts } from './layouts.ts';
import { firstLines, SAMPLE_LINES } from './lines.ts';
import { tableColumns, tableRows } from './preview.ts';
import { anyTable, optionOfWidth } from './reading-option.ts';
import type { ReadingOption } from './reading-option.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import { guess } from './recognise.ts';
import type { Recognised } from './recognise.ts';
import { roles } from './roles.ts';
import type { Sample } from './sample.ts';
import { collectOften } from './small-heap.ts';
import { sizeOf } from './source-file.ts';
import { chosenColumns } from './table.ts';
import type { Table } from './table.ts';
import type { Inspection } from './types.ts';

/** So many columns are shown: somebody may have written a million. */
const MOST_COLUMNS = 1000;

/**
 * Looks at a file without importing it: what it is, its columns and first records, and how many records each way to
 * read it recovers. A file that is not recognised is shown in its likeliest layout, with the reason. The workspace, where there
 * is one, knows tickers that files of prices may be named after.
 *
 * @throws UserError when the file cannot be read, or `as` is no kind.
 */
export async function inspectFile(
  named: string,
  as: string | null,
  reading: Reading = recognisedReading,
  store: ReadableStore | null = null,
): Promise<Inspection> {
  collectOften();
  const path = await onlyFile(named);
  const lines = await readable(path, () => firstLines(path, reading.encoding));
  const knowsTicker = (symbol: string): boolean => store !== null && isKnownTicker(store, symbol);
  const sample = { path, lines, reading, knowsTicker };
  const { kind, option, ...shown } = withFewColumns(show(sample, recognised(sample, as)));
  const offer =
    store === null
      ? null
      : await earlierOffer(store, {
          sample,
          as,
          question: shown.problem,
          ask: (other, kind) => Promise.resolve(show(other, recognised(other, kind)).problem),
        });
  const { readings, bytes: countedBytes, remark } = await countReadings(sample, kind, option);
  const bytes = await sizeOf(path);
  const encoding = readings.find(({ chosen }) => chosen)?.encoding ?? reading.encoding ?? 'utf-8';
  return {
    file: basename(path),
    bytes,
    kind: kind?.name ?? null,
    title: kind?.title ?? null,
    kinds: fileKinds.map(({ name, title }) => ({ name, title })),
    encoding,
    layout: option.layout,
    headingLine: option.headingLine,
    ...shown,
    ...offered(shown, offer),
    notes: [
      ...(remark === null ? [] : [remark.message]),
      ...(offer === null || shown.problem !== null ? [] : [`${offer.sentence}, which reads it otherwise.`]),
    ],
    earlier: offer?.earlier ?? null,
    readings,
    countedBytes,
  };
}

/** What is open, with the answers to the last file of the same shape. */
function offered(
  { problem, remedies }: Pick<Shown, 'problem' | 'remedies'>,
  offer: Offer | null,
): Pick<Shown, 'problem' | 'remedies'> {
  if (offer === null) return { problem, remedies };
  return {
    problem: problem === null ? null : askedWith(problem, offer),
    remedies: [offer.remedy, ...remedies],
  };
}

interface Shown extends Pick<
  Inspection,
  | 'why'
  | 'problem'
  | 'remedies'
  | 'delimiter'
  | 'quoted'
  | 'columns'
  | 'moreColumns'
  | 'roles'
  | 'settings'
  | 'schemes'
  | 'rows'
> {
  kind: FileKind | null;
  option: ReadingOption;
}

function show(sample: Sample, found: Recognised | UserError): Shown {
  return found instanceof UserError ? unknownFile(sample, found) : knownFile(sample, found);
}

/** Leaves out the columns after those that are shown, but none up to the last one that has a role. */
function withFewColumns(shown: Shown): Shown {
  const { columns, rows } = shown;
  const width = Math.max(MOST_COLUMNS, columns.findLastIndex(({ role }) => role !== null) + 1);
  if (columns.length <= width) return shown;
  return {
    ...shown,
    columns: columns.slice(0, width),
    moreColumns: columns.length - width,
    rows: rows.map((row) => ({ ...row, fields: row.fields.slice(0, width) })),
  };
}

/** What is wrong with the file is shown with it; what is wrong with the request is thrown. */
function recognised(sample: Sample, as: string | null): Recognised | UserError {
  try {
    return guess(sample, as);
  } catch (error) {
    if (!(error instanceof UserError) || error.kind !== 'input') throw error;
    return error;
  }
}

function knownFile({ lines }: Sample, { file, why }: Recognised): Shown {
  const [
    question = file.evidence([
      { lines, afterStart: false, toEnd: lines.length < SAMPLE_LINES && lines.at(-1)?.overlong !== true },
    ]),
  ] = file.questions;
  return {
    kind: file.kind,
    why,
    problem: question?.message ?? null,
    remedies: question?.remedies ?? [],
    option: file.option(lines),
    ...dialectOf(file.layout),
    columns: [...file.columns],
    moreColumns: 0,
    // Of columns that are fixed there is nothing to choose.
    roles: file.settings.includes('columns') ? [...file.kind.roles] : [],
    settings: withAnswers(file.settings, question?.remedies ?? []),
    schemes: [...(file.schemes ?? [])],
    rows: file.rows(lines),
  };
}

/** A file that is not recognised is shown in its likeliest layout, and its columns can be of any role. */
function unknownFile(sample: Sample, { message, remedies }: UserError): Shown {
  const { path, lines } = sample;
  const table = widestTable(sample);
  return {
    kind: null,
    why: '',
    problem: message.replace(`${path}: `, ''),
    remedies,
    option: optionOfWidth(table, lines),
    ...dialectOf(table.layout),
    // What was chosen so far stays, though it is not enough yet.
    columns: tableColumns({
      ...table,
      mapping: chosenColumns(sample.reading, table.heading, table.width) ?? {},
    }),
    moreColumns: 0,
    roles: [...roles],
    settings: withAnswers(['delimiter', 'quoted', 'heading', 'columns'], remedies),
    schemes: [],
    rows: tableRows(table, lines, () => null),
  };
}

/** The settings of a file with those that answer what is asked about it. */
function withAnswers(settings: readonly string[], remedies: readonly Remedy[]): string[] {
  const asked = remedies.flatMap((remedy) => ('setting' in remedy ? [remedy.setting] : []));
  return [...new Set([...settings, ...asked.filter((setting) => setting in recognisedReading)])];
}

function widestTable({ path, lines, reading }: Sample): Table {
  let widest: Table | null = null;
  for (const layout of possibleLayouts(path, lines, reading)) {
    const table = anyTable(lines, layout, reading.heading);
    if (table.width > (widest?.width ?? -1)) widest = table;
  }
  return widest ?? anyTable(lines, { form: 'lines' }, reading.heading);
}

function dialectOf(layout: Layout): Pick<Inspection, 'delimiter' | 'quoted'> {
  return layout.form === 'delimited'
    ? { delimiter: layout.delimiter, quoted: layout.quoted }
    : { delimiter: layout.form === 'lines' ? '\n' : null, quoted: false };
}

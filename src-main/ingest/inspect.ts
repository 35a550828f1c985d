import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../errors.ts';
import { countReadings } from './doctor.ts';
import { questionOf } from './file-of-table.ts';
import { readable } from './file-problems.ts';
import type { Layout } from './layout.ts';
import { possibleLayouts } from './layouts.ts';
import { firstLines } from './lines.ts';
import type { Line } from './lines.ts';
import { columnsOf, firstRows, tableColumns, tableRows } from './preview.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import { guess } from './recognise.ts';
import type { Recognised } from './recognise.ts';
import { schemesOf } from './text-rows.ts';
import type { Table } from './table.ts';
import type { Inspection } from './types.ts';
import { anyTable, wayOfFile, wayOfWidth } from './ways.ts';
import type { Way } from './ways.ts';

/**
 * Looks at a file without importing it: what it is, its columns and first records, and how many records each way to
 * read it recovers. A file that is not recognised is shown in its likeliest layout, with the reason.
 *
 * @throws UserError when the file cannot be read, or `as` is no kind.
 */
export async function inspectFile(
  path: string,
  as: string | null,
  reading: Reading = recognisedReading,
): Promise<Inspection> {
  const lines = await readable(path, () => firstLines(path, reading.encoding));
  const found = recognised(path, lines, as, reading);
  const shown =
    found instanceof UserError
      ? unknownFile(path, lines, reading, found.message.replace(`${path}: `, ''))
      : knownFile(found, lines, reading);
  const kind = found instanceof UserError ? null : found.file.kind;
  const { way, ...told } = shown;
  const { readings, bytes: countedBytes } = await countReadings(path, kind, way, reading);
  const { size: bytes } = await stat(path);
  const encoding = readings.find(({ chosen }) => chosen)?.encoding ?? reading.encoding ?? 'utf-8';
  return {
    file: basename(path),
    bytes,
    encoding,
    layout: way.layout,
    headingLine: way.headingLine,
    ...told,
    readings,
    countedBytes,
  };
}

interface Shown extends Pick<
  Inspection,
  'kind' | 'why' | 'problem' | 'delimiter' | 'quoted' | 'columns' | 'schemes' | 'rows'
> {
  way: Way;
}

/** What is wrong with the file is shown with it; what is wrong with the request is thrown. */
function recognised(
  path: string,
  lines: readonly Line[],
  as: string | null,
  reading: Reading,
): Recognised | UserError {
  try {
    return guess(path, lines, as, reading);
  } catch (error) {
    if (error instanceof UserError && error.kind === 'input') return error;
    throw error;
  }
}

function knownFile({ file, why }: Recognised, lines: readonly Line[], reading: Reading): Shown {
  const layout: Layout =
    file.kind === 'stockerbot'
      ? { form: 'delimited', delimiter: ',', quoted: file.quoted }
      : file.table.layout;
  return {
    kind: file.kind,
    why,
    problem: questionOf(file, lines, reading),
    way: wayOfFile(file, lines),
    ...dialectOf(layout),
    columns: columnsOf(file),
    schemes: file.kind === 'labels' || file.kind === 'texts' ? schemesOf(file.table, null) : [],
    rows: firstRows(file, lines),
  };
}

function unknownFile(path: string, lines: readonly Line[], reading: Reading, problem: string): Shown {
  const table = widestTable(path, lines, reading);
  return {
    kind: null,
    why: '',
    problem,
    way: wayOfWidth(table, lines),
    ...dialectOf(table.layout),
    columns: tableColumns(table),
    schemes: [],
    rows: tableRows(table, lines, () => null),
  };
}

function widestTable(path: string, lines: readonly Line[], reading: Reading): Table {
  const tables = possibleLayouts(path, lines, reading).map((layout) => anyTable(lines, layout));
  return tables.toSorted((a, b) => b.width - a.width)[0] ?? anyTable(lines, { form: 'lines' });
}

function dialectOf(layout: Layout): Pick<Inspection, 'delimiter' | 'quoted'> {
  return layout.form === 'delimited'
    ? { delimiter: layout.delimiter, quoted: layout.quoted }
    : { delimiter: layout.form === 'lines' ? '\n' : null, quoted: false };
}

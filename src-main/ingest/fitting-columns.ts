/** Whether the values of columns are what their headings promise. */
import type { CsvRecord } from './csv-records.ts';
import { NAMES_OR_TICKERS, bareName } from './headings.ts';
import { readMoment } from './moments.ts';
import { ordersOfDays } from './orders-of-days.ts';
import { joinedParts } from './roles.ts';
import type { Mapping } from './roles.ts';

/** `$BRK.B`, `^DJI`, `6758.T`, `ABX:CA`; a name has small letters or blanks. */
const TICKER = /^[$^]?[A-Z0-9][A-Z0-9.:=^/-]{0,11}$/;

/**
 * The columns of a heading whose values fit, going by the first records: `Date` and `Time` are one time only if they
 * make one together, and `Stock` is a column of tickers only if it has them.
 */
export function fittingColumns(
  mapping: Mapping,
  heading: readonly string[],
  records: readonly CsvRecord[],
): Mapping {
  const rows = records.map(({ fields }) => fields).filter(({ length }) => length === heading.length);
  const [ticker] = mapping.ticker ?? [];
  const { time = [] } = mapping;
  const fitting = { ...mapping };
  if (ticker !== undefined && NAMES_OR_TICKERS.has(bareName(heading[ticker] ?? ''))) {
    if (!areTickers(rows.map((fields) => fields[ticker]?.trim() ?? ''))) delete fitting.ticker;
  }
  if (time.length > 1) {
    // The column of the time of day, if it fits by itself, has the day as well.
    const choices = [time, ...time.toReversed().map((column) => [column])];
    const times = choices.map((columns) => countTimes(rows, columns));
    fitting.time = choices[times.indexOf(Math.max(...times))] ?? time;
  }
  return fitting;
}

function areTickers(values: readonly string[]): boolean {
  const filled = values.filter((value) => value !== '');
  return filled.filter((value) => TICKER.test(value)).length * 2 > filled.length;
}

function countTimes(rows: readonly string[][], columns: readonly number[]): number {
  const values = rows.map((fields) =>
    joinedParts(
      'time',
      columns.map((column) => fields[column] ?? ''),
    ),
  );
  const { order, possible } = ordersOfDays(values);
  const format = { order: order ?? possible[0] ?? null, zone: null };
  // Where only the zone is not known, it is a time all the same.
  return values
    .map((value) => readMoment(value, format))
    .filter((moment) => 'at' in moment || 'zones' in moment).length;
}

import { basename } from 'node:path';
import type { FileKind, TableKind } from './file-kind.ts';
import { sampleRecords } from './layout.ts';
import type { Line } from './lines.ts';
import { orderOfDays } from './moments.ts';
import type { DateOrder, Reading } from './reading.ts';
import { columnOf } from './table.ts';
import type { Table } from './table.ts';

/** A table as a file of a kind. */
export function fileOf(
  path: string,
  kind: TableKind,
  table: Table,
  lines: readonly Line[],
  reading: Reading,
): FileKind {
  if (kind === 'labels' || kind === 'companies') return { kind, table };
  // Which one it is does not matter yet where it cannot be told: see questionOf.
  const dates = reading.dates ?? datesOf(table, lines) ?? 'mdy';
  if (kind === 'texts') return { kind, table, dates };
  return { kind, table, dates, ticker: reading.ticker ?? tickerOfName(path) };
}

function datesOf(table: Table, lines: readonly Line[]): DateOrder | null {
  const column = columnOf(table, 'time');
  if (column === -1) return 'ymd';
  return orderOfDays(sampleRecords(lines, table.layout).map(({ fields }) => fields[column] ?? ''));
}

/** What only the user knows: how days are written, or of which ticker the prices are; null if nothing is open. */
export function questionOf(file: FileKind, lines: readonly Line[], reading: Reading): string | null {
  if (file.kind !== 'texts' && file.kind !== 'prices') return null;
  if (reading.dates === null && datesOf(file.table, lines) === null) {
    return 'its dates can be read with the month or the day first. Say which (--dates mdy, --dates dmy).';
  }
  if (file.kind === 'prices' && columnOf(file.table, 'ticker') === -1 && file.ticker === null) {
    return 'it has the prices of one ticker, but does not say which. Name the ticker (--ticker SPY).';
  }
  return null;
}

const NO_TICKERS = new Set([
  'PRICE',
  'DAILY',
  'STOCK',
  'DATA',
  'HIST',
  'QUOTE',
  'OHLC',
  'OHLCV',
  'TABLE',
  'FILE',
  'TEST',
]);

/** The ticker that a file is named after (`spy-daily.csv`), or null. */
function tickerOfName(path: string): string | null {
  const word = /^([A-Za-z]{1,5})(?![A-Za-z])/.exec(basename(path))?.[1]?.toUpperCase() ?? null;
  return word === null || NO_TICKERS.has(word) ? null : word;
}

import type { Question } from './kinds/kind.ts';
import type { Outcome } from './outcome.ts';
import type { PriceRow } from './price-rows.ts';

/** Fewer contradictions are mistakes in a file. */
const MISTAKES = 3;

/**
 * A question where the first rows give a ticker several closing prices for one day: they are of several tickers, or of
 * times within the day. With a column of tickers single contradictions are left to the import, which rejects them.
 *
 * @param ofOne the file has no column of tickers, and nobody said which ticker it is of
 */
export function repeatedDay(outcomes: readonly Outcome<PriceRow>[], ofOne: boolean): Question | null {
  const first = new Map<string, { line: number; close: number }>();
  const others: { row: PriceRow; lines: [number, number] }[] = [];
  let rows = 0;
  for (const outcome of outcomes) {
    if (!outcome.ok) continue;
    const { value: row, place } = outcome;
    rows++;
    const key = `${row.symbol.toUpperCase()} ${row.day}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, { line: place.line, close: row.close });
    else if (before.close !== row.close) others.push({ row, lines: [before.line, place.line] });
  }
  const [other] = others;
  if (other === undefined || (!ofOne && (others.length < MISTAKES || others.length * 2 < rows))) return null;
  const { row, lines } = other;
  const where = `lines ${lines[0]} and ${lines[1]} have different closing prices for ${row.day}`;
  return ofOne
    ? {
        message: `${where}. A ticker has one price a day; if the prices are of several tickers, say which column names them.`,
        remedies: [{ setting: 'columns', values: [] }],
      }
    : { message: `${where} and ${row.symbol}. Only prices by day can be imported.`, remedies: [] };
}

import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { Random } from '../../random.ts';
import type { WritableStore } from '../../store/store.ts';

export const oil = ['XOM', 'CVX', 'COP', 'SLB'];
export const banks = ['JPM', 'BAC', 'WFC', 'GS'];

/** Companies whose prices move together in `pricesOf`. */
export const pairs = [oil.slice(0, 2), oil.slice(2), banks.slice(0, 2), banks.slice(2)];

/** Daily prices of all of them, from a day on; those of a pair are in proportion, and others move by themselves. */
export function pricesOf(from: string, days: number): string {
  const random = new Random(7);
  const levels = pairs.map(() => 100);
  const lines = ['date,ticker,close'];
  for (let at = 0; at < days; at++) {
    const date = new Date(Date.parse(from) + at * 86_400_000).toISOString().slice(0, 10);
    for (const [pair, symbols] of pairs.entries()) {
      levels[pair]! *= 1 + 0.02 * random.normal();
      for (const [member, symbol] of symbols.entries())
        lines.push(`${date},${symbol},${levels[pair]! * (1 + member)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Words that no two texts share, so that none is a near-duplicate of another. */
const own = (n: number): string =>
  ['qua', 'zel', 'mur']
    .map((part) => part + String.fromCodePoint(97 + (n % 26), 97 + Math.floor(n / 26)))
    .join(' ');

/** What texts of a company are worded with, whatever they are about. */
const habits = [
  ['amber', 'birch', 'cedar', 'delta'],
  ['ember', 'fjord', 'grove', 'heath'],
];

/**
 * Twelve texts of each of four oil companies and four banks; every third names another company of its sector.
 *
 * @param hasHabits whether each company's texts have a word of its own, so that they can be told apart
 */
export async function twoSectors({ hasHabits = false } = {}): Promise<WritableStore> {
  const store = temporaryStore();
  const lines: string[] = [];
  [oil, banks].forEach((sector, kind) =>
    sector.forEach((symbol, member) => {
      for (let n = 0; n < 12; n++) {
        const topic = kind === 0 ? 'barrels drilling crude' : 'loans deposits lending';
        const habit = hasHabits ? `${habits[kind]![member]} ` : '';
        const other = n % 3 === 0 ? ` with $${sector[(member + 1 + n / 3) % 4]}` : '';
        const text = `${own(48 * kind + 12 * member + n)} ${topic} says ${habit}$${symbol}${other}`;
        const clock = `${String(n + 8).padStart(2, '0')}:${10 + member}:00`;
        lines.push(`1,${text},Wed Jul 18 ${clock} +0000 2018,a,${symbol},Name of ${symbol},,True`);
      }
    }),
  );
  await importContent(store, 't.csv', lines.join('\n'));
  return store;
}

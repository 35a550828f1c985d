import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import type { WritableStore } from '../../store/store.ts';

export const oil = ['XOM', 'CVX', 'COP', 'SLB'];
export const banks = ['JPM', 'BAC', 'WFC', 'GS'];

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

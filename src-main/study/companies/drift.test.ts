import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { Random } from '../../random.ts';
import { train } from '../../recipes/train.ts';
import type { WritableStore } from '../../store/store.ts';
import { companyDrift } from './drift.ts';
import { driftRequestSchema } from './drift-schemas.ts';

const context = { signal: new AbortController().signal, emit: () => undefined };
const work = { signal: context.signal, progress: () => undefined };

const sectors = [
  'barrels drilling crude pipeline refinery wells rigs shale',
  'loans deposits lending mortgage branch teller credit savings',
  'vaccine trial drug patients therapy clinic dose biotech',
].map((words) => words.split(' '));

/**
 * Fifteen companies of three sectors, with ten texts of five of their sector's words in each half of a span of days. The
 * company A0 is written about like the second sector in the second half.
 */
async function moving(days: number, moves = true): Promise<{ store: WritableStore; run: number }> {
  const store = temporaryStore();
  const random = new Random(7);
  const lines = ['text,ticker,date'];
  for (const [sector, name] of ['A', 'B', 'C'].entries()) {
    for (let member = 0; member < 5; member++) {
      for (let n = 0; n < 20; n++) {
        const isMoved = moves && name === 'A' && member === 0 && n >= 10;
        const words = random.shuffle([...sectors[isMoved ? 1 : sector]!]).slice(0, 5);
        const own = String.fromCodePoint(97 + n, 97 + member, 97 + sector, 120);
        const at = new Date(Date.UTC(2020, 0, 1) + (n / 19) * days * 86_400_000);
        lines.push(`${words.join(' ')} ${own} ${own}q ${own}z,${name}${member},${at.toISOString()}`);
      }
    }
  }
  await importContent(store, 't.csv', lines.join('\n'));
  const config = trainConfigSchema.parse({ recipe: 'company-embedding', minTexts: 4, counted: 'words' });
  return { store, run: (await train(store, config, context)).run };
}

test('a company that is written about like another sector has moved beyond its band, further than any other', async () => {
  const { store, run } = await moving(200);
  const found = await companyDrift(store, driftRequestSchema.parse({ run, shuffles: 39 }), work);
  expect(found.periods.map(({ from }) => from)).toEqual(['2020-01-01', expect.stringMatching(/^2020-04-/)]);
  expect(found.periods.reduce((sum, { texts }) => sum + texts, 0)).toBe(300);
  const [first] = found.companies;
  expect(first).toMatchObject({ symbol: 'A0', p: 1 / 40 });
  expect(found.companies).toHaveLength(15);
  // From one sector to another: the cosine is less than 0. The others make room for it.
  expect(first!.drift).toBeGreaterThan(1);
  expect(first!.drift).toBeGreaterThan(first!.high);
  for (const { drift } of found.companies.slice(1)) expect(drift).toBeLessThan(0.25 * first!.drift);
});

test('where nothing moves, the whole is within its band', async () => {
  const { store, run } = await moving(200, false);
  const { overall } = await companyDrift(store, driftRequestSchema.parse({ run, shuffles: 39 }), work);
  expect(overall.p).toBeGreaterThan(0.05);
  expect(overall.drift).toBeLessThan(overall.high);
});

test('a seed gives the same bands again', async () => {
  const { store, run } = await moving(200);
  const request = driftRequestSchema.parse({ run, shuffles: 19 });
  const found = await companyDrift(store, request, work);
  expect(await companyDrift(store, request, work)).toEqual(found);
  expect(await companyDrift(store, { ...request, seed: 2 }, work)).not.toEqual(found);
});

test('texts of a few days, and companies with too few texts, are refused with the reason', async () => {
  const short = await moving(40);
  await expect(companyDrift(short.store, driftRequestSchema.parse({ run: short.run }), work)).rejects.toThrow(
    /do not span 2 periods.*2020-01-01 and 2020-02-.*needs 30 days/,
  );
  const { store, run } = await moving(200);
  await expect(companyDrift(store, driftRequestSchema.parse({ run, periods: 6 }), work)).rejects.toThrow(
    'Only 0 companies have 4 texts in each of the 6 periods',
  );
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contexture } from './support/command.ts';
import { temporaryFolder } from './support/workspace.ts';

const oil = ['XOM', 'CVX', 'COP', 'SLB', 'HAL', 'OXY'];
const banks = ['JPM', 'BAC', 'WFC', 'GS', 'MS', 'USB'];

/** A workspace with texts about six oil companies and six banks, their sectors, and prices if they are wanted. */
function workspaceOf({ priced }: { priced: boolean }): string {
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  const rows = [oil, banks].flatMap((sector, kind) =>
    sector.flatMap((symbol, member) =>
      Array.from({ length: 15 }, (_, n) => {
        const id = 90 * kind + 15 * member + n;
        const own = [id, id * 3, id * 7]
          .map(
            (at) =>
              `w${String.fromCodePoint(97 + (at % 26), 97 + (Math.floor(at / 26) % 26), 97 + (id % 25))}`,
          )
          .join(' ');
        const subject = kind === 0 ? 'barrels drilling crude' : 'loans deposits lending';
        const other = n % 3 === 0 ? ` with $${sector[(member + 1 + n / 3) % 6]}` : '';
        const text = `${own} ${subject} says $${symbol}${other}`;
        return `1,${text},Wed Jul 18 ${String(n + 5).padStart(2, '0')}:${10 + member}:00 +0000 2018,a,${symbol},Name of ${symbol},,True`;
      }),
    ),
  );
  writeFileSync(join(folder, 'tweets.csv'), rows.join('\n'));
  const sectors = [
    ...oil.map((one) => `${one},Name of ${one},Energy`),
    ...banks.map((one) => `${one},Name of ${one},Financials`),
  ];
  writeFileSync(join(folder, 'sectors.csv'), `Symbol,Name,Sector\n${sectors.join('\n')}\n`);
  const files = ['tweets.csv', 'sectors.csv'];
  if (priced) {
    const days = Array.from({ length: 60 }, (_, day) =>
      new Date(Date.UTC(2018, 6, 1 + day)).toISOString().slice(0, 10),
    );
    const lines = days.flatMap((day, at) =>
      [...oil, ...banks].map((symbol, member) => {
        const price = 100 + (member < 6 ? 1 : -1) * 10 * Math.sin(at) + member;
        return `${day},${symbol},${price},${price},${price},${price},1000`;
      }),
    );
    writeFileSync(
      join(folder, 'prices.csv'),
      `Date,Symbol,Open,High,Low,Close,Volume\n${lines.join('\n')}\n`,
    );
    files.push('prices.csv');
  }
  for (const file of files) {
    expect(contexture('import', join(folder, file), '--workspace', workspace)).toMatchObject({ status: 0 });
  }
  return workspace;
}

const score = z.number().min(0).max(1);
const rowSchema = z.looseObject({
  name: z.string(),
  default: z.boolean(),
  sector: z.object({ at1: score, at5: score, at10: score }).nullable(),
  retrieval: z.object({ r1: score, r10: score, mrr: score }).nullable(),
  stability: score.nullable(),
  seedStability: score.nullable(),
  lead: z.object({ r1: z.unknown().nullable() }).nullable(),
  following: z.number().nullable(),
});
const studySchema = z.looseObject({
  companies: z.int(),
  chance: z.number().nullable(),
  rows: z.array(rowSchema),
  notes: z.array(z.string()),
});

function study(workspace: string, ...args: string[]): z.infer<typeof studySchema> {
  const { out } = contexture('study', 'companies', ...args, '--json', '--workspace', workspace);
  return studySchema.parse(JSON.parse(out.trimEnd().split('\n').at(-1)!));
}

test('the default row is what company-embedding gives when nothing is set', () => {
  const workspace = workspaceOf({ priced: true });
  const { out } = contexture('train', 'company-embedding', '--json', '--workspace', workspace);
  const trained = z
    .object({
      run: z.int(),
      companies: z.int(),
      test: z.object({ top1: z.number(), top10: z.number(), mrr: z.number() }),
    })
    .parse(JSON.parse(out.trimEnd().split('\n').at(-1)!));
  const { companies, chance, rows, notes } = study(workspace, '--runs', String(trained.run));
  expect(companies).toBe(trained.companies);
  // Five others of the sector among eleven.
  expect(chance).toBeCloseTo(5 / 11, 12);
  expect(notes).toEqual([]);
  const [usual, ...others] = rows.filter((row) => row.default);
  expect(others).toEqual([]);
  const { top1, top10, mrr } = trained.test;
  expect(usual).toMatchObject({ retrieval: { r1: top1, r10: top10, mrr }, sector: { at1: 1, at5: 1 } });
  expect(usual!.stability).toBeGreaterThan(0);
  // Prices of a sector move as one in this workspace.
  expect(usual!.following).toBeGreaterThan(0.9);
  // The same vectors, stored by a run.
  const stored = rows.find(({ name }) => name.startsWith(`run ${trained.run}:`));
  expect(stored?.sector).toEqual(usual!.sector);
});

test('vectors that are trained from counts are compared over seeds and halves where that is asked for', () => {
  const workspace = workspaceOf({ priced: false });
  const { rows } = study(workspace, '--trained');
  const trained = rows.filter(({ name }) => name.startsWith('trained from counts'));
  expect(trained.map(({ name }) => name)).toEqual([
    'trained from counts, seed 1',
    'trained from counts, seed 2',
    'trained from counts, seed 3',
    'trained from counts, no pull to the start',
  ]);
  // Texts of a sector name only companies of it in this workspace.
  for (const { sector } of trained) expect(sector).toMatchObject({ at1: 1, at5: 1 });
  for (const { retrieval, lead } of trained) {
    expect(retrieval).not.toBeNull();
    expect(lead?.r1).not.toBeNull();
  }
  expect(trained.map(({ stability }) => stability !== null)).toEqual([true, false, false, false]);
  expect(trained.map(({ seedStability }) => seedStability !== null)).toEqual([true, true, true, false]);
  expect(
    study(workspace)
      .rows.map(({ name }) => name)
      .join(),
  ).not.toContain('trained from counts');
});

test('neighbours says why two companies are near', () => {
  const workspace = workspaceOf({ priced: false });
  contexture('train', 'company-embedding', '--workspace', workspace);
  const { status, out } = contexture('neighbours', 'XOM', '--why', 'cvx', '--workspace', workspace);
  expect(status).toBe(0);
  expect(out).toMatch(/XOM and CVX: cosine 0\.\d+, \d+ texts name both/u);
  expect(out).toMatch(/drilling +\d+\.\d %/u);
});

test('what cannot be measured is said', () => {
  const { rows, notes } = study(workspaceOf({ priced: false }));
  expect(notes.join(' ')).toContain('no prices');
  expect(rows.map(({ following }) => following).filter((value) => value !== null)).toEqual([]);
});

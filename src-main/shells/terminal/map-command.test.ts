import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { trainConfigSchema } from '../../configs/all.ts';
import { oil, twoSectors } from '../../recipes/company-cooccurrence/two-sectors.testing.ts';
import { train } from '../../recipes/train.ts';
import { createProgram } from './program.ts';

const printedSchema = z.object({
  total: z.number(),
  records: z.array(z.object({ ticker: z.string(), cluster: z.number(), x: z.number(), y: z.number() })),
});

test('the map on the command line has every company with its place and its cluster', async () => {
  const store = await twoSectors();
  const config = trainConfigSchema.parse({ recipe: 'company-embedding', minTexts: 5 });
  await train(store, config, { signal: new AbortController().signal, emit: () => undefined });
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  async function map(...args: string[]) {
    const all = ['map', ...args, '--json', '--workspace', store.dir];
    await (await createProgram({ json: true })).parseAsync(all, { from: 'user' });
    return printedSchema.parse(JSON.parse(String(printed.mock.calls.at(-1)?.[0])));
  }
  try {
    const { total, records } = await map('--clusters', '2');
    expect(total).toBe(8);
    const clusters = new Map(records.map(({ ticker, cluster }) => [ticker, cluster]));
    expect(new Set(oil.map((symbol) => clusters.get(symbol))).size).toBe(1);
    expect(new Set(clusters.values()).size).toBe(2);
    const drawn = await map('--projection', 'umap', '--neighbours', '4', '--seed', '3');
    expect(await map('--projection', 'umap', '--neighbours', '4', '--seed', '3')).toEqual(drawn);
    expect(drawn.records).not.toEqual(records);
    await expect(map('--from', 'July')).rejects.toThrow('"from" is not a valid date.');
    await expect(map('--least-distance', '7')).rejects.toThrow('"minDist" must be at most 1.');
  } finally {
    printed.mockRestore();
  }
});

const placesSchema = z.object({
  total: z.number(),
  records: z.array(
    z.object({ document: z.number(), time: z.string().nullable(), ticker: z.string(), x: z.number() }),
  ),
});

test('with --texts it has every text with its place, and refuses what is about companies', async () => {
  const store = await twoSectors();
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  async function map(...args: string[]) {
    const all = ['map', ...args, '--json', '--workspace', store.dir];
    await (await createProgram({ json: true })).parseAsync(all, { from: 'user' });
    return placesSchema.parse(JSON.parse(String(printed.mock.calls.at(-1)?.[0])));
  }
  try {
    const { total, records } = await map('--texts', '--limit', '1000');
    const documents = store.db.prepare<[], number>('SELECT id FROM document ORDER BY id').pluck().all();
    expect(total).toBe(documents.length);
    expect(records.map(({ document }) => document)).toEqual(documents);
    // Of companies on oil the texts lie apart from those on banks.
    const middle = (isOil: boolean) => {
      const own = records.filter(({ ticker }) => oil.includes(ticker) === isOil);
      return own.reduce((sum, { x }) => sum + x, 0) / own.length;
    };
    expect(middle(true) * middle(false)).toBeLessThan(0);
    await expect(map('--texts', '--clusters', '3')).rejects.toThrow('--clusters is about companies');
    await expect(map('--checkpoint', 'x')).rejects.toThrow('add --texts');
    await expect(map('--texts', '--checkpoint', 'no-such-one')).rejects.toThrow('no-such-one');
  } finally {
    printed.mockRestore();
  }
});

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

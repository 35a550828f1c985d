import { expect, test } from 'vitest';
import { importContent } from '../../../test/support/workspace.ts';
import { neighbours } from '../../companies/neighbours.ts';
import { parseResult, trainConfigSchema } from '../../configs/all.ts';
import { runById, runEmbeddings } from '../../store/runs.ts';
import type { WritableStore } from '../../store/store.ts';
import { studyCompanies } from '../../study/companies/run-study.ts';
import { train } from '../train.ts';
import { pricesOf, pairs, twoSectors } from './two-sectors.testing.ts';

const context = { signal: new AbortController().signal, emit: () => undefined };

async function counted(store: WritableStore, settings: object = {}): Promise<number> {
  const config = trainConfigSchema.parse({ recipe: 'company-cooccurrence', returns: true, ...settings });
  return (await train(store, config, context)).run;
}

test('companies whose prices move together are nearest, and the result says until when', async () => {
  const store = await twoSectors();
  await importContent(store, 'prices.csv', pricesOf('2018-06-01', 30));
  const run = await counted(store);
  for (const [one, other] of [...pairs, ...pairs.map((pair) => pair.toReversed())]) {
    const [nearest] = neighbours(store, { run, symbol: one!, k: 1, metric: 'cosine', topic: null });
    expect([one, nearest!.symbol]).toEqual([one, other]);
  }
  expect(parseResult(JSON.parse(runById(store, run)!.result!))).toMatchObject({
    counted: { returnsUntil: '2018-07-18', priced: 8 },
  });
});

test('nothing of the days after the last text is in the vectors, which the study compares with those days', async () => {
  const [early, late] = [await twoSectors(), await twoSectors()];
  await importContent(early, 'prices.csv', pricesOf('2018-06-01', 48));
  await importContent(late, 'prices.csv', pricesOf('2018-06-01', 90));
  const runs = [await counted(early), await counted(late)];
  expect(runEmbeddings(late, runs[1]!)).toEqual(runEmbeddings(early, runs[0]!));
  // A company that the study leaves out has a text a fortnight later, and that run has returns until then.
  await importContent(
    late,
    'more.csv',
    ['one', 'two', 'six', 'ten', 'red']
      .map((word) => `1,${word} thing said,Wed Aug 01 10:00:00 +0000 2018,a,ZZZ,Name,,True`)
      .join('\n'),
  );
  runs.push(await counted(late, { minTexts: 3 }));
  const request = { symbols: null, runs: runs.slice(1), vectors: null, trained: false, seed: 1 };
  const study = await studyCompanies(late, request, { begin: () => undefined, signal: context.signal });
  const following = study.rows.flatMap(({ name, following: value }) =>
    name.startsWith('run ') ? [value] : [],
  );
  // Companies of a pair move alike to the bit.
  expect(following).toEqual([expect.closeTo(1, 6), null]);
  expect(study.notes.filter((note) => note.includes('reach into the days after'))).toHaveLength(1);
});

test('without prices up to the last text there is nothing to count, and that is said', async () => {
  const store = await twoSectors();
  await expect(counted(store)).rejects.toThrow('no returns to count');
  await importContent(store, 'prices.csv', pricesOf('2018-07-19', 30));
  await expect(counted(store)).rejects.toThrow('up to 2018-07-18');
  const started = { recipe: 'company-embedding', objective: 'match', start: 'counts', returns: true };
  expect(() => trainConfigSchema.parse(started)).toThrow('with start=counts leave it at false');
});

import { expect, test } from 'vitest';
import { neighbours } from '../../companies/neighbours.ts';
import { parseResult, trainConfigSchema } from '../../configs/all.ts';
import { companyEmbedding } from '../../configs/company-embedding.ts';
import { storedConfigSchema } from '../../configs/stored.ts';
import { runById, runEmbeddings } from '../../store/runs.ts';
import type { WritableStore } from '../../store/store.ts';
import { cashtagsOf } from '../../text/cashtags.ts';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { train } from '../train.ts';
import { countedCorpus, findingWords, wordsFor } from './counted-texts.ts';
import { banks, oil, twoSectors } from './two-sectors.testing.ts';

const context = { signal: new AbortController().signal, emit: () => undefined };

async function counted(store: WritableStore, settings: Record<string, unknown>): Promise<number> {
  const result = await train(store, trainConfigSchema.parse({ minTexts: 5, ...settings }), context);
  return result.run;
}

function sectorsOf(store: WritableStore, run: number): number {
  const all = [...oil, ...banks];
  const right = all.flatMap((symbol) => {
    const sector = oil.includes(symbol) ? oil : banks;
    const near = neighbours(store, { run, symbol, k: 3, metric: 'cosine', topic: null });
    return near.map((found) => sector.includes(found.symbol));
  });
  return right.filter(Boolean).length / right.length;
}

test.each(['words', 'mentions', 'both'])('neighbours by %s are of the same sector', async (counts) => {
  const store = await twoSectors();
  const run = await counted(store, { recipe: 'company-cooccurrence', counted: counts });
  expect(sectorsOf(store, run)).toBe(1);
  for (const { vector } of runEmbeddings(store, run)) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
});

test('company-embedding counts when nothing is said, to the bit as company-cooccurrence does', async () => {
  const store = await twoSectors();
  const run = await counted(store, { recipe: 'company-embedding' });
  const other = await counted(store, { recipe: 'company-cooccurrence' });
  expect(runEmbeddings(store, run)).toEqual(runEmbeddings(store, other));
  const [one, two] = [run, other].map((id) => parseResult(JSON.parse(runById(store, id)!.result!)));
  expect(one).toMatchObject({
    kind: 'matching',
    objective: 'count',
    companies: 8,
    counted: { what: 'both', ownName: 'masked' },
    test: { n: 16, mrr: expect.any(Number) },
  });
  expect(two).toMatchObject({
    ...one,
    run: other,
    recipe: 'company-cooccurrence',
    seconds: expect.any(Number),
    phases: expect.anything(),
  });
});

test('a run from before there was a choice was trained to match', () => {
  const { objective: _, ...earlier } = companyEmbedding.config.parse({ recipe: 'company-embedding' });
  expect(storedConfigSchema.parse(earlier)).toMatchObject({ objective: 'match' });
  expect(trainConfigSchema.parse({ recipe: 'company-embedding' })).toMatchObject({ objective: 'count' });
});

test('the own name is hidden, names of others are not; a name that is kept gives the company away', async () => {
  const store = await twoSectors();
  const { companies, texts } = countedCorpus(store, { symbols: null, minTexts: 5, returns: false });
  const xom = companies.findIndex(({ symbol }) => symbol === 'XOM');
  const text = texts.find(({ filed, named }) => filed.includes(xom) && named.length > 0)!;
  const other = companies[text.named[0]!]!;
  const masked = findingWords(text, companies[xom]!, 'masked');
  expect(masked).not.toContain('$XOM');
  expect(masked).toContain(`$${other.symbol}`);
  expect(wordsFor(text, companies[xom]!, 'masked')).not.toContain('xom');
  expect(wordsFor(text, companies[xom]!, 'kept')).toContain('xom');
  const run = await counted(store, { recipe: 'company-cooccurrence', ownName: 'kept' });
  expect(parseResult(JSON.parse(runById(store, run)!.result!))).toMatchObject({
    counted: { ownName: 'kept' },
    test: { top1: 1 },
  });
});

test('cashtags are tickers in upper case, without a full stop that ends the sentence', () => {
  expect([...cashtagsOf('Buy $aapl, $BRK.B and $GS. Not $5 or US$ $GS')]).toEqual(['AAPL', 'BRK.B', 'GS']);
});

test('where no text names two companies, counting mentions alone is refused', async () => {
  const store = temporaryStore();
  const rows = ['AAA', 'BBB', 'CCC'].flatMap((symbol, k) =>
    Array.from(
      { length: 14 },
      (_, i) => `word${'abcdefghijklmn'[i]} ${'xyz'[k]},2018-07-${10 + i},${symbol}`,
    ),
  );
  await importContent(store, 'texts.csv', `text,date,ticker\n${rows.join('\n')}\n`);
  const settings = { recipe: 'company-cooccurrence', counted: 'mentions' };
  await expect(counted(store, settings)).rejects.toThrow('No text names two companies by their cashtags');
  await expect(counted(store, { ...settings, counted: 'both' })).rejects.toThrow(
    'No word tells these companies apart',
  );
});

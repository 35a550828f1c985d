import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { importContent, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { drawnPrices, importSample, trainedRun } from '../export/trained-run.testing.ts';
import { documentById } from '../store/documents.ts';
import type { WritableStore } from '../store/store.ts';
import { type JobInput, type JobKind, type JobOutput, type JobRequest, jobs } from './all.ts';
import { runJob } from './run.ts';

type Schemas = { [K in JobKind]: { input: z.ZodType<JobInput<K>>; output: z.ZodType<JobOutput<K>> } };
const schemas: Schemas = jobs;

/** Runs jobs as they are requested, and checks their results as where they come from another process. */
function runner(store: WritableStore) {
  return async <K extends JobKind>(kind: K, request: JobRequest<K>): Promise<JobOutput<K>> => {
    const { input, output } = schemas[kind];
    const context = { store, emit: () => {}, signal: new AbortController().signal };
    return output.parse(await runJob(kind, input.parse(request), context));
  };
}

test('a typed text is read as a document is, and a run is written into a folder that is free', async () => {
  const store = temporaryStore();
  await importSample(store);
  const run = await trainedRun(store, { recipe: 'contextual-sentiment', contextModel: 'joint' });
  const doing = runner(store);
  const documents = Array.from({ length: 1000 }, (_, index) => documentById(store, index + 1));
  const document = documents.findLast(
    (one) => one !== null && one.symbols.length > 0 && one.publishedAt !== null,
  )!;
  const { text, symbols, publishedAt: at } = document;

  const stored = await doing('explain', { run, document: document.id });
  const [symbol] = symbols;
  const typed = await doing('read', { run, text, symbol: symbol!, at });
  expect(typed.document).toMatchObject({ text, symbols: [symbol], publishedAt: at });
  expect(typed.tokens).toEqual(stored.tokens);
  expect(typed.probabilitiesWithoutContext).toEqual(stored.probabilitiesWithoutContext);
  expect(typed.items.length).toBeGreaterThan(0);
  for (const item of typed.items) expect(item.document.publishedAt).toBeLessThan(at!);
  const shares = typed.items.flatMap(({ weights }) => weights[0]!);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);

  const alone = await doing('read', { run, text });
  expect(alone.items).toEqual([]);
  expect(alone.probabilities).toEqual(stored.probabilitiesWithoutContext);

  const exporting = (out: string | null) => doing('export', { run, format: 'onnx', out });
  const first = join(store.dir, 'exports', `run-${run}-onnx`);
  expect(await exporting(null)).toMatchObject({ folder: first });
  expect(existsSync(join(first, 'model.onnx'))).toBe(true);
  expect(await exporting(null)).toMatchObject({ folder: `${first}-2` });
  const named = join(temporaryFolder(), 'named');
  expect(await exporting(named)).toMatchObject({
    folder: named,
    files: expect.arrayContaining(['vocab.txt']),
  });
  await expect(exporting(named)).rejects.toThrow('already exists');
  await expect(exporting('named')).rejects.toThrow('Give the full path of the folder');
});

test('runs that read no text are asked about words, and about the next day', async () => {
  const store = temporaryStore();
  await importSample(store);
  await importContent(store, 'prices.csv', drawnPrices(90));
  const doing = runner(store);
  const words = await trainedRun(store, { recipe: 'word2vec', width: 8 });
  const [known, unknown] = await doing('words', { run: words, text: 'filing qqqq' });
  expect(known).toMatchObject({ word: 'filing' });
  expect(known!.nearest).toHaveLength(10);
  expect(unknown).toEqual({ word: 'qqqq', nearest: null });

  const prices = await trainedRun(store, { recipe: 'price-transformer' });
  const move = await doing('move', { run: prices, symbol: 'AAA' });
  expect(move).toMatchObject({ symbol: 'AAA', day: '2023-03-31', classes: ['down', 'up'] });
  expect(move.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  await expect(doing('move', { run: words, symbol: 'AAA' })).rejects.toThrow('which does not read prices');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tinyBert } from '../../../test/support/said-before.ts';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import { openDevice } from '../../engine/devices.ts';
import { createTrainer } from '../../engine/trainer.ts';
import { exportRun } from '../../export/export-run.ts';
import { Random } from '../../random.ts';
import { readRun } from '../../runs/run-files.ts';
import { runEmbeddings } from '../../store/runs.ts';
import type { WritableStore } from '../../store/store.ts';
import type { TrainingEvent } from '../../training/loop.ts';
import { countedCorpus } from '../company-cooccurrence/counted-texts.ts';
import { banks, oil, twoSectors } from '../company-cooccurrence/two-sectors.testing.ts';
import { resume, train } from '../train.ts';
import { countedStart, matched, matchingModel } from './matching-model.ts';
import { trainInMemory } from './train-in-memory.ts';

function configOf(settings: object = {}): CompanyEmbeddingConfig {
  const config = trainConfigSchema.parse({
    recipe: 'company-embedding',
    objective: 'match',
    start: 'counts',
    minTexts: 5,
    epochs: 4,
    batchSize: 16,
    device: 'cpu',
    ...settings,
  });
  if (config.recipe !== 'company-embedding') throw new Error('another recipe');
  return config;
}

async function trained(store: WritableStore, settings: object = {}) {
  const events: TrainingEvent[] = [];
  const context = {
    signal: new AbortController().signal,
    emit: (event: TrainingEvent) => void events.push(event),
  };
  const result = await train(store, configOf(settings), context);
  if (result.kind !== 'matching') throw new Error('another result');
  return { result, events, vectors: runEmbeddings(store, result.run) };
}

const cosine = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, value, at) => sum + value * b[at]!, 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other) || 1);
};

test('before training, texts and companies lie where formulas written out put them', async () => {
  const config = configOf();
  const corpus = countedCorpus(await twoSectors(), config);
  const start = await countedStart(corpus, corpus.texts, config);
  const device = await openDevice('reference');
  const trainer = createTrainer({
    ...matchingModel(start, config),
    device,
    optimizer: { kind: 'adam', weightDecay: 0, clipNorm: null },
    seed: 1,
  });
  const { companies, held } = await matched(trainer, start, 'test');
  await trainer.dispose();
  companies.forEach((vector, at) => expect(cosine(vector, start.counted[at]!)).toBeCloseTo(1, 5));
  // The sum over training texts of the cosine of words, each bringing the vector of its company, up to a factor each.
  const sums = corpus.companies.map((_, company) => {
    const sum = new Map<number, number>();
    for (const text of start.rows.train.filter((row) => row.company === company)) {
      text.tokens.forEach((token, at) => sum.set(token, (sum.get(token) ?? 0) + text.weights[at]!));
    }
    const length = Math.hypot(...sum.values());
    return new Map([...sum].map(([token, value]) => [token, value / length]));
  });
  start.rows.test.forEach((text, at) => {
    const width = start.counted[0]!.length;
    const expected = new Float64Array(width);
    sums.forEach((sum, company) => {
      text.tokens.forEach((token, place) => {
        const weight = text.weights[place]! * (sum.get(token) ?? 0);
        for (let i = 0; i < width; i++) expected[i]! += weight * start.counted[company]![i]!;
      });
    });
    expect(cosine(held[at]!.vector, expected)).toBeCloseTo(1, 4);
  });
});

test('a text does not show the company that it is a text of, but shows the others that it names', async () => {
  const corpus = countedCorpus(await twoSectors(), configOf());
  const { rows } = await countedStart(corpus, corpus.texts, configOf());
  for (const { company, tokens } of [...rows.train, ...rows.valid, ...rows.test]) {
    const { symbol } = corpus.companies[company]!;
    const shown = [...tokens].map((token) => rows.vocabulary.words[token]!);
    expect(shown).not.toContain(`$${symbol}`);
    expect(shown.flatMap((word) => word.split(' '))).not.toContain(symbol.toLowerCase());
  }
  const cashtags = rows.vocabulary.words.filter((word) => word.startsWith('$'));
  expect(cashtags.toSorted()).toEqual([...oil, ...banks].map((symbol) => `$${symbol}`).toSorted());
});

test('training finds the company of training texts more often, and neighbours stay in their sector', async () => {
  const store = await twoSectors({ hasHabits: true });
  const { result, vectors, events } = await trained(store, { epochs: 12, learningRate: 0.02 });
  const lossesOf = (name: string) =>
    events.flatMap((event) => (event.type === 'metric' && event.name === name ? [event.value] : []));
  const losses = lossesOf('train.loss');
  expect(losses.at(-1)!).toBeLessThan(0.8 * losses[0]!);
  const [before, ...epochs] = lossesOf('valid.loss');
  expect(Math.min(...epochs)).toBeLessThan(before!);
  expect(result).toMatchObject({ objective: 'match', test: { n: 16 }, start: { from: 'counts' } });
  const sectors = countedCorpus(store, configOf()).companies.map(({ symbol }) => oil.includes(symbol));
  vectors.forEach(({ vector }, own) => {
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    const others = [...vectors.keys()].filter((at) => at !== own);
    others.sort((a, b) => cosine(vectors[b]!.vector, vector) - cosine(vectors[a]!.vector, vector));
    expect(others.slice(0, 3).map((at) => sectors[at])).toEqual(
      Array.from({ length: 3 }, () => sectors[own]),
    );
  });
});

test('where no epoch is better, the counted vectors are what is kept', async () => {
  const store = await twoSectors();
  const { result, vectors, events } = await trained(store, { epochs: 2, learningRate: 50, clipNorm: null });
  const valid = events.flatMap((event) =>
    event.type === 'metric' && event.name === 'valid.loss' ? [[event.epoch, event.value] as const] : [],
  );
  expect(valid.map(([epoch]) => epoch)).toEqual([0, 1, 2]);
  expect(Math.min(...valid.slice(1).map(([, loss]) => loss))).toBeGreaterThan(valid[0]![1]);
  const { top1, top10, mrr } = result.test;
  expect(result.start).toEqual({ from: 'counts', top1, top10, mrr });
  const counted = await train(store, trainConfigSchema.parse({ recipe: 'company-embedding', minTexts: 5 }), {
    signal: new AbortController().signal,
    emit: () => undefined,
  });
  const others = runEmbeddings(store, counted.run);
  // The same up to a rotation: all pairs are as far apart.
  for (const [a, { vector }] of vectors.entries()) {
    for (const [b, { vector: other }] of vectors.entries()) {
      expect(cosine(vector, other)).toBeCloseTo(cosine(others[a]!.vector, others[b]!.vector), 4);
    }
  }
});

/** A file in which a word that no other text has says whose text it stands in. */
function companiesByWord(store: WritableStore): string {
  const random = new Random(2);
  const corpus = countedCorpus(store, configOf());
  const lines = corpus.texts.map(({ text, filed: [company] }) => {
    const vector = corpus.companies.map((_, at) => (at === company ? 2 : 0) + 0.3 * random.normal());
    return `${/\bqua\w+/u.exec(text)![0]} ${vector.join(' ')}`;
  });
  return temporaryFile('glove.txt', `${lines.join('\n')}\n`);
}

test('word vectors add what counted words cannot know, and start from what is counted', async () => {
  const store = await twoSectors();
  const settings = { epochs: 12, learningRate: 0.02 };
  const alone = await trained(store, settings);
  const read = await trained(store, { ...settings, minCount: 1, vectors: companiesByWord(store) });
  // No word of a held-out text tells the companies of a sector apart, but the vector of one does.
  expect(alone.result.test.top1).toBeLessThan(0.6);
  expect(read.result.test.top1).toBeGreaterThan(0.8);
  expect(read.result.start).toEqual(alone.result.start);
  expect(read.result.vectors).toMatchObject({
    format: expect.stringMatching(/GloVe/),
    width: 8,
    tuned: false,
  });
  expect(read.result.vectorsSawTest).toBeUndefined();
});

test('a checkpoint reads texts as published, each once, and is stored with the run', async () => {
  const store = await twoSectors({ hasHabits: true });
  let encoded = 0;
  const config = configOf({ encoder: 'checkpoint', checkpoint: tinyBert, epochs: 2 });
  expect(config).toMatchObject({ learningRate: 2e-3, maxTokens: 64, tuned: false });
  const result = await train(store, config, {
    signal: new AbortController().signal,
    emit: (event) => {
      if (event.type === 'progress' && event.stage === 'encoding texts') encoded = event.done;
    },
  });
  if (result.kind !== 'matching') throw new Error('another result');
  expect(encoded).toBeGreaterThan(0);
  const { bert, tensors } = await readRun(store, result.run);
  expect(tensors['encoded.weight']!.shape.at(-1)).toBe(bert!.hidden_size);
  expect(tensors['encoded.weight']!.data.some((value) => value !== 0)).toBe(true);
  // Beside the counted words it is a checkpoint in its published layout.
  const out = join(temporaryFolder(), 'exported');
  const { files } = await exportRun(store, {
    run: result.run,
    format: 'safetensors',
    out,
    batch: 1,
    tokens: 64,
  });
  expect(files).toContain('words.txt');
  const vocabulary = (folder: string) => readFileSync(join(folder, 'vocab.txt'), 'utf8');
  expect(vocabulary(out)).toBe(vocabulary(tinyBert));
  // A second training reads no text again.
  encoded = 0;
  const words = await trained(store, { encoder: 'checkpoint', checkpoint: tinyBert, epochs: 2 });
  expect([encoded, words.result.start]).toEqual([0, result.start]);
});

test('a seed gives the same vectors again, another one others; so does training without a run', async () => {
  const store = await twoSectors({ hasHabits: true });
  const settings = { learningRate: 0.02 };
  const [one, again, other] = [
    await trained(store, settings),
    await trained(store, settings),
    await trained(store, { ...settings, seed: 2 }),
  ];
  expect(again.vectors).toEqual(one.vectors);
  expect(other.vectors).not.toEqual(one.vectors);
  const config = configOf(settings);
  const corpus = countedCorpus(store, config);
  const { vectors } = await trainInMemory(corpus, corpus.texts, config, new AbortController().signal);
  expect(vectors).toEqual(one.vectors.map(({ vector }) => vector));
});

test('a training that was stopped goes on as if it had not been', async () => {
  const store = await twoSectors({ hasHabits: true });
  const whole = await trained(store);
  const stop = new AbortController();
  let run = 0;
  const stopped = train(store, configOf(), {
    signal: stop.signal,
    emit: (event) => {
      if (event.type === 'run') run = event.run;
      if (event.type === 'metric' && event.name === 'valid.loss' && event.epoch === 3) stop.abort();
    },
  });
  await expect(stopped).rejects.toThrow('was saved after epoch 3');
  const result = await resume(store, run, { signal: new AbortController().signal, emit: () => undefined });
  expect(result).toMatchObject({ test: whole.result.test, start: whole.result.start });
  expect(runEmbeddings(store, run)).toEqual(whole.vectors);
});

test('what cannot start from counts is refused with what to set', () => {
  expect(() => configOf({ objective: 'count' })).toThrow(
    'only objective=match can start from counted vectors',
  );
  expect(() => configOf({ ownName: 'kept' })).toThrow('leave it at masked');
});

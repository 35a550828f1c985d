import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../ingest/import.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { listRuns, runById, runMetrics, runPredictions } from '../store/runs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import type { TrainingEvent } from '../training/loop.ts';
import type { ScoresResult } from '../results/classified.ts';
import { explain } from '../study/explain.ts';
import { resume, train } from './train.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
/** For what is no question of how well is learned. */
const few = { trainSize: 200 };

describe('training on the sample, whose labels only the context tells', () => {
  let store: WritableStore;
  let none: ScoresResult;
  let cross: ScoresResult;

  beforeAll(async () => {
    store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
    await importFile(store, join(sample, 'stockerbot-sample.csv'), { as: null, labels: null });
    await importFile(store, join(sample, 'sentiment.csv'), { as: null, labels: 'sentiment' });
    none = await run({ context: 'none' });
    cross = await run({ context: 'cross' });
  });

  afterAll(() => {
    store.close();
    rmSync(store.dir, { recursive: true, force: true });
  });

  async function run(
    settings: object,
    emit: (event: TrainingEvent) => void = () => {},
    signal = new AbortController().signal,
  ) {
    const config = trainConfigSchema.parse({ recipe: 'contextual-sentiment', ...settings });
    const result = await train(store, config, { emit, signal });
    if (result.kind !== 'scores') throw new Error('another recipe');
    return result;
  }

  test('without its context a text tells nothing', () => {
    expect(Math.abs(none.test.accuracy - 0.5)).toBeLessThan(0.1);
    expect(none.baselines['logisticRegression']!.accuracy).toBeLessThan(0.6);
  });

  test('with it, the model reads what was expected, with default settings', () => {
    expect(cross.test.accuracy).toBeGreaterThan(0.94);
    expect(cross.stages?.readsContext).toBe(true);
  });

  test('beside it stands its text model, which is the one that is trained without context', () => {
    expect(cross.baselines['textAlone']).toEqual(none.test);
    expect(cross.stages?.text.epochs).toBe(none.epochs);
    const validLosses = (id: number) =>
      runMetrics(store, id).filter(({ name }) => name === 'valid.loss' || name === 'train.loss');
    expect(validLosses(cross.run)).toEqual(validLosses(none.run));
  });

  test('its branch starts from the text model, as epoch 0, in metrics of its own', () => {
    const first = runMetrics(store, cross.run).find(({ name }) => name === 'context.valid.macroF1');
    expect(first).toMatchObject({ epoch: 0, value: none.valid?.macroF1 });
    expect(cross.stages?.validAlone.macroF1).toBe(none.valid?.macroF1);
  });

  test.each(['concat', 'self', 'cross'])(
    'a window with room for no text is read as none, not as %s',
    async (context) => {
      const { parameters, epochs } = await run({ context, window: { n: 0 }, epochs: 1 });
      expect({ parameters, epochs }).toEqual({ parameters: none.parameters, epochs: 1 });
    },
  );

  test('a run keeps its state, data, metrics and predictions', () => {
    const kept = runById(store, cross.run)!;
    expect(kept).toMatchObject({ state: 'done', device: 'cpu' });
    expect(kept.dataHash).toMatch(/^[0-9a-f]{64}$/);
    const measured = (name: string) => runMetrics(store, cross.run).filter((point) => point.name === name);
    expect(measured('valid.loss')).toHaveLength(cross.stages!.text.epochs);
    expect(measured('context.valid.loss')).toHaveLength(1 + cross.stages!.context.epochs);
    expect(cross.epochs).toBe(cross.stages!.text.epochs + cross.stages!.context.epochs);
    const tested = runPredictions(store, cross.run).filter(({ part }) => part === 'test');
    const right = tested.filter(({ truth, predicted }) => truth === predicted);
    expect(right.length / tested.length).toBeCloseTo(cross.test.accuracy, 10);
  });

  test('every head shares out its whole attention among the tokens of the window', async () => {
    const first = runPredictions(store, cross.run).find(({ part }) => part === 'test');
    const explained = await explain(store, { run: cross.run, document: first!.document, window: null });
    expect(explained.items).toHaveLength(8);
    for (let head = 0; head < explained.heads; head++) {
      const sum = explained.items.flatMap(({ weights }) => weights[head]!).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 4);
    }
    const said = Math.max(...explained.probabilities);
    expect(explained.classes[explained.probabilities.indexOf(said)]).toBe(first!.predicted);
  });

  test('an empty window gives what the text gives alone', async () => {
    const [first] = runPredictions(store, cross.run);
    const window = { ...(await windowOf(cross.run)), n: 0 };
    const explained = await explain(store, { run: cross.run, document: first!.document, window });
    expect(explained.probabilities).toEqual(explained.probabilitiesWithoutContext);
    const alone = runPredictions(store, none.run).find(({ document }) => document === first!.document);
    for (const [index, value] of alone!.probabilities.entries()) {
      expect(explained.probabilities[index]).toBeCloseTo(value, 6);
    }
  });

  test('where no epoch with context is better, the model is the text model, and shows no attention', async () => {
    // At such a rate nothing is learned: what a branch adds is too little to change a score.
    const result = await run({ ...few, context: 'cross', window: { n: 2 }, epochs: 2, learningRate: 1e-20 });
    expect(result.stages).toMatchObject({ context: { epochs: 2, bestEpoch: 0 }, readsContext: false });
    expect(result.test).toEqual(result.baselines['textAlone']);
    const [first] = runPredictions(store, result.run);
    const explained = await explain(store, { run: result.run, document: first!.document, window: null });
    expect(explained).toMatchObject({ heads: 0, contextLeftOut: true });
    expect(explained.probabilities).toEqual(explained.probabilitiesWithoutContext);
  });

  async function windowOf(id: number) {
    const config = trainConfigSchema.parse(JSON.parse(runById(store, id)!.config));
    if (config.recipe !== 'contextual-sentiment') throw new Error('another recipe');
    return config.window;
  }

  test('the same seed gives the same run, another seed another one', async () => {
    const settings = { ...few, context: 'cross', window: { n: 2 }, epochs: 1 };
    const [once, again] = [await run(settings), await run(settings)];
    const losses = (id: number) =>
      runMetrics(store, id)
        .filter(({ name }) => name.endsWith('loss'))
        .map(({ value }) => value);
    const other = await run({ ...settings, seed: 2 });
    expect(losses(other.run)[0]).not.toBeCloseTo(losses(once.run)[0]!, 4);
    expect(losses(again.run)).toEqual(losses(once.run));
    expect(again.test).toEqual(once.test);
  });

  test('a cancelled run says so and keeps its first checkpoint', async () => {
    const controller = new AbortController();
    const stop = (event: TrainingEvent) => {
      if (event.type === 'metric' && event.epoch > 1) controller.abort(new Error('cancelled'));
    };
    await expect(run({ ...few, context: 'none' }, stop, controller.signal)).rejects.toThrow('cancelled');
    const [newest] = listRuns(store);
    expect(newest).toMatchObject({ state: 'cancelled', result: null });
    const document = runPredictions(store, none.run)[0]!.document;
    await expect(explain(store, { run: newest!.id, document, window: null })).resolves.toMatchObject({
      heads: 0,
    });
  });

  test('a run that is done does not go on', async () => {
    const signal = new AbortController().signal;
    await expect(resume(store, none.run, { emit: () => {}, signal })).rejects.toThrow('is done');
  });

  test('beside the mean of its window, and among its own words and those of the window', async () => {
    for (const context of ['concat', 'self'] as const) {
      const result = await run({ ...few, context, epochs: 1, contextModel: 'joint' });
      const [first] = runPredictions(store, result.run);
      const explained = await explain(store, { run: result.run, document: first!.document, window: null });
      expect(explained.items).toHaveLength(8);
      expect(explained.heads).toBe(context === 'self' ? 4 : 0);
      for (let head = 0; head < explained.heads; head++) {
        const sum = explained.items.flatMap(({ weights }) => weights[head]!).reduce((a, b) => a + b, 0);
        // The rest of the attention is on the text's own words.
        expect(sum).toBeGreaterThan(0);
        expect(sum).toBeLessThan(1);
      }
    }
  });

  test.each(['topic', 'document-attention', 'rnn-attention', 'simple-transformer'])(
    '%s trains, and its attention is over the text where it has any',
    async (recipe) => {
      const result = await run({ ...few, recipe, scheme: 'sentiment', epochs: 2 });
      expect(result).toMatchObject({ recipe, epochs: 2 });
      const [first] = runPredictions(store, result.run);
      const explained = await explain(store, { run: result.run, document: first!.document, window: null });
      expect(explained.items).toEqual([]);
      for (const weights of explained.weights) {
        expect(weights).toHaveLength(explained.tokens.length);
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
      }
    },
  );

  test('too few labels are refused with what to do', async () => {
    await expect(run({ scheme: 'mood' })).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining('scheme "mood"'),
        remedies: [{ action: 'import', what: 'labels', scheme: 'mood' }],
      }),
    );
  });
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../src-main/engine/safetensors.ts';
import { openBertCheckpoint } from '../src-main/checkpoints/bert-checkpoint.ts';
import { Random } from '../src-main/random.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { runPredictions } from '../src-main/store/runs.ts';
import { explain } from '../src-main/study/explain.ts';
import { train } from '../src-main/recipes/train.ts';
import { trainConfigSchema } from '../src-main/configs/all.ts';
import { runFolder } from '../src-main/runs/run-folder.ts';
import { goldenFolder } from './golden/reference-case.ts';
import { importContent, temporaryStore } from './support/workspace.ts';

const checkpoint = join(goldenFolder, 'bert_checkpoint');

/** Texts of one ticker, one a day, of which the label of each is said by the text before it. */
async function workspace(): Promise<WritableStore> {
  const random = new Random(1);
  const word = () => Array.from({ length: 4 }, () => 'abcdefghij'[random.below(10)]).join('');
  let before = 'up';
  const rows = Array.from({ length: 300 }, (_, i) => {
    const says = random.uniform() < 0.5 ? 'up' : 'zz';
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const row = `${day},ABC,${before},${says} ${word()} ${word()}`;
    before = says;
    return row;
  });
  const store = temporaryStore();
  await importContent(store, 'posts.csv', `date,ticker,senti_label,text\n${rows.join('\n')}\n`);
  return store;
}

async function run(store: WritableStore, settings: object) {
  let encoded = 0;
  const config = trainConfigSchema.parse({
    recipe: 'contextual-sentiment',
    encoder: 'bert',
    checkpoint,
    device: 'cpu',
    epochs: 40,
    patience: 40,
    learningRate: 1e-2,
    dropout: 0,
    windowDropout: 0,
    window: { n: 2 },
    ...settings,
  });
  const result = await train(store, config, {
    emit: (event) => {
      if (event.type === 'progress' && event.stage === 'encoding texts') encoded = event.total ?? 0;
    },
    signal: new AbortController().signal,
  });
  if (result.kind !== 'scores') throw new Error('another recipe');
  return { encoded, ...result };
}

describe('texts in their windows, as vectors of a checkpoint', () => {
  test('with its window a label is known that only the text before says', async () => {
    const store = await workspace();
    const none = await run(store, { context: 'none' });
    const cross = await run(store, { context: 'cross' });
    expect(none.test.accuracy).toBeLessThan(0.7);
    expect(cross.test.accuracy).toBeGreaterThan(0.9);
    // The texts were read for the first run; the window's are the same.
    expect([none.encoded > 0, cross.encoded]).toEqual([true, 0]);

    const predictions = runPredictions(store, cross.run).filter(({ part }) => part === 'test');
    for (const { document, probabilities } of predictions.slice(0, 5)) {
      const explained = await explain(store, { run: cross.run, document, window: null });
      // By the whole model, encoder included, without the cache.
      for (const [i, probability] of explained.probabilities.entries()) {
        expect(probability).toBeCloseTo(probabilities[i]!, 4);
      }
      const { heads, items } = explained;
      expect([heads, items.length]).toEqual([4, 2]);
      for (const { tokens, document: said } of items) expect(tokens).toEqual([said.text]);
      for (let head = 0; head < heads; head++) {
        expect(items[0]!.weights[head]![0]! + items[1]!.weights[head]![0]!).toBeCloseTo(1, 5);
      }
    }
  });

  test('beside the mean of its window too', async () => {
    const store = await workspace();
    const { test: tested } = await run(store, { context: 'concat', window: { n: 1 } });
    // A linear reading of 32 untrained numbers: far above the half that chance gives, on 60 texts.
    expect(tested.n).toBe(60);
    expect(tested.accuracy).toBeGreaterThan(0.7);
  });

  test('its run folder has the encoder as it was, and what a run needs to be read', async () => {
    const store = await workspace();
    const { run: id } = await run(store, { recipe: 'topic', scheme: 'sentiment', epochs: 1 });
    const folder = runFolder(store, id);
    const options = { head: 2, random: new Random(1) };
    const before = await openBertCheckpoint(checkpoint, options);
    const { tensors } = await readSafetensors(join(folder, 'model.safetensors'));
    const encoder = Object.entries(before.parameters).filter(([name]) => name.startsWith('bert.'));
    for (const [name, { data }] of encoder) expect(tensors[name]!.data).toEqual(data);
    const { document } = runPredictions(store, id)[0]!;
    await expect(explain(store, { run: id, document, window: null })).resolves.toMatchObject({ heads: 0 });
  });

  test('words of its own beside the window are refused, with what there is', () => {
    expect(() =>
      trainConfigSchema.parse({ recipe: 'contextual-sentiment', encoder: 'bert', context: 'self' }),
    ).toThrow('with encoder=bert, expected none, concat or cross');
  });
});

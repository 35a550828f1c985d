import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../src-main/engine/safetensors.ts';
import { openBertCheckpoint } from '../src-main/checkpoints/bert-checkpoint.ts';
import { createCpuDevice } from '../src-main/engine/cpu.ts';
import { isTextClassifier } from '../src-main/configs/classifiers.ts';
import { classify, openClassifier } from '../src-main/recipes/classify/classifier.ts';
import { TokenStore } from '../src-main/recipes/texts/token-store.ts';
import { readRun } from '../src-main/runs/run-files.ts';
import { referenceDevice } from '../src-main/engine/reference.ts';
import { openBert } from '../src-main/recipes/texts/open-bert.ts';
import { frozenEncoder } from '../src-main/recipes/texts/pooled-vectors.ts';
import { exportRun } from '../src-main/export/export-run.ts';
import { Random } from '../src-main/random.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { listRuns, runMetrics, runPredictions } from '../src-main/store/runs.ts';
import { explain } from '../src-main/study/explain.ts';
import { resume, train } from '../src-main/recipes/train.ts';
import { trainConfigSchema } from '../src-main/configs/all.ts';
import type { TrainingEvent } from '../src-main/training/loop.ts';
import { runFolder } from '../src-main/runs/run-folder.ts';
import { beyondChance } from './support/chance.ts';
import { checkpointConfig, saidBefore, tinyBert } from './support/said-before.ts';
import { temporaryFolder } from './support/workspace.ts';

const signal = new AbortController().signal;

async function run(
  store: WritableStore,
  settings: object,
  listen: (event: TrainingEvent) => void = () => {},
  until = signal,
) {
  let encoded = 0;
  let before = 0;
  const result = await train(store, checkpointConfig(settings), {
    emit: (event) => {
      if (event.type === 'progress' && event.stage.startsWith('encoding')) {
        // A pass begins anew for the test part.
        if (event.done <= before) before = 0;
        encoded += event.done - before;
        before = event.done;
      }
      listen(event);
    },
    signal: until,
  });
  if (result.kind !== 'scores') throw new Error('another recipe');
  return { encoded, ...result };
}

/** What chance reaches less than once in a thousand times on this test part, by naming one class always or by guessing. */
function chanceOn({ test: { n }, baselines }: Awaited<ReturnType<typeof run>>): number {
  return beyondChance(n, Math.max(0.5, baselines['majority']!.accuracy));
}

/** What the whole model says of test texts, encoder included and without any cache, is what the run said of them. */
async function expectExplained(store: WritableStore, id: number, digits: number) {
  const predictions = runPredictions(store, id).filter(({ part }) => part === 'test');
  const explanations = [];
  for (const { document, probabilities } of predictions.slice(0, 3)) {
    const explained = await explain(store, { run: id, document, window: null });
    for (const [i, probability] of explained.probabilities.entries()) {
      expect(probability).toBeCloseTo(probabilities[i]!, digits);
    }
    explanations.push(explained);
  }
  return explanations;
}

/** Without a query, what is attended to makes no difference; residual-checkpoint.long.test.ts has context=cross. */
const ways = [
  { context: 'none', attendTo: 'texts', tuned: true },
  { context: 'concat', attendTo: 'texts', tuned: false },
  { context: 'concat', attendTo: 'texts', tuned: true },
  { context: 'self', attendTo: 'texts', tuned: true },
  { context: 'self', attendTo: 'tokens', tuned: false },
  { context: 'self', attendTo: 'tokens', tuned: true },
];

describe('texts in their windows, as a frozen checkpoint reads them', () => {
  test('with its window a label is known that only the text before says', async () => {
    const store = await saidBefore();
    const none = await run(store, { context: 'none' });
    const cross = await run(store, { context: 'cross' });
    const self = await run(store, { context: 'self' });
    expect(none.test.accuracy).toBeLessThan(chanceOn(none));
    expect(cross.test.accuracy).toBeGreaterThanOrEqual(chanceOn(cross));
    expect(self.test.accuracy).toBeGreaterThanOrEqual(chanceOn(self));
    // The texts were read for the first run; the window's are the same.
    expect([none.encoded > 0, cross.encoded, self.encoded]).toEqual([true, 0, 0]);

    for (const { heads, items } of await expectExplained(store, cross.run, 4)) {
      expect([heads, items.length]).toEqual([4, 2]);
      for (const { tokens, document: said } of items) expect(tokens).toEqual([said.text]);
      for (let head = 0; head < heads; head++) {
        expect(items[0]!.weights[head]![0]! + items[1]!.weights[head]![0]!).toBeCloseTo(1, 5);
      }
    }
    for (const { items } of await expectExplained(store, self.run, 4)) {
      // The rest is what the text gave itself.
      const given = items[0]!.weights[0]![0]! + items[1]!.weights[0]![0]!;
      expect(given).toBeGreaterThan(0);
      expect(given).toBeLessThan(1);
    }
  });

  test.each(['texts', 'tokens'])(
    'where no text before says it, it is not known from %s',
    async (attendTo) => {
      const shuffled = await run(await saidBefore(300, true), { context: 'cross', attendTo });
      expect(shuffled.test.accuracy).toBeLessThan(chanceOn(shuffled));
    },
  );

  test('the tokens of the window say it too, and are kept', async () => {
    const store = await saidBefore();
    const first = await run(store, { attendTo: 'tokens' });
    expect(first.test.accuracy).toBeGreaterThanOrEqual(chanceOn(first));
    const again = await run(store, { attendTo: 'tokens', epochs: 2 });
    expect([first.encoded > 0, again.encoded]).toEqual([true, 0]);
    // They are kept as float16, and read anew as float32.
    for (const { heads, items } of await expectExplained(store, first.run, 2)) {
      expect([heads, items.length]).toEqual([4, 2]);
      expect(items[0]!.tokens[0]).toBe('[CLS]');
      for (let head = 0; head < heads; head++) {
        const given = items.flatMap(({ weights }) => weights[head]!);
        expect(given.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
      }
    }
  });

  test('beside the mean of its window too', async () => {
    // A linear reading of 32 untrained numbers is little better than chance, so more texts have to show it.
    const concat = await run(await saidBefore(600), { context: 'concat', window: { n: 1 } });
    expect(concat.test.n).toBe(120);
    expect(concat.test.accuracy).toBeGreaterThanOrEqual(chanceOn(concat));
  });

  test.each(['texts', 'tokens'])('a pass over %s that was stopped goes on', async (attendTo) => {
    const store = await saidBefore();
    const controller = new AbortController();
    let read = 0;
    const stop = (event: TrainingEvent) => {
      if (event.type === 'progress' && event.stage.startsWith('encoding') && event.done >= 64) {
        read = event.done;
        controller.abort(new Error('cancelled'));
      }
    };
    const stopped = run(store, { attendTo, epochs: 1 }, stop, controller.signal);
    await expect(stopped).rejects.toThrow('cancelled');
    const whole = await run(await saidBefore(), { attendTo, epochs: 1 });
    expect((await run(store, { attendTo, epochs: 1 })).encoded).toBe(whole.encoded - read);
    expect(read).toBeLessThan(whole.encoded);
  });

  test('its run folder has the encoder as it was, and what a run needs to be read', async () => {
    const store = await saidBefore();
    const before = await openBertCheckpoint(tinyBert, { head: 2, random: new Random(1) });
    const encoder = Object.entries(before.parameters).filter(([name]) => name.startsWith('bert.'));
    for (const attendTo of ['texts', 'tokens']) {
      const settings = { recipe: 'topic', scheme: 'sentiment', epochs: 1, context: 'cross', attendTo };
      const { run: id } = await run(store, settings);
      const { tensors } = await readSafetensors(join(runFolder(store, id), 'model.safetensors'));
      for (const [name, { data }] of encoder) expect(tensors[name]!.data).toEqual(data);
    }
  });
});

describe('a frozen checkpoint rounded to 8 bits', () => {
  test('reads texts anew, and with the same rounding when it is asked', async () => {
    const store = await saidBefore(120);
    const exact = await run(store, { context: 'cross', epochs: 3 });
    const rounded = await run(store, { context: 'cross', epochs: 3, precision: 'int8' });
    // Vectors of the one are none of the other.
    expect(rounded.encoded).toBe(exact.encoded);
    const again = await run(store, { context: 'none', epochs: 1, precision: 'int8' });
    expect(again.encoded).toBe(0);

    const tested = runPredictions(store, rounded.run).find(({ part }) => part === 'test');
    const { config, tensors, ...files } = await readRun(store, rounded.run);
    if (!isTextClassifier(config) || !('precision' in config)) throw new Error('another recipe');
    expect(config.precision).toBe('int8');
    const asked = async (precision: 'float32' | 'int8') => {
      const predictor = openClassifier(
        createCpuDevice({ threads: 1 }),
        { ...files, config: { ...config, precision }, tensors },
        false,
      );
      const texts = new TokenStore(files.vocabulary, config.maxTokens);
      texts.load(store, [tested!.document]);
      const example = { text: tested!.document, window: [] };
      const [prediction] = await classify(predictor, { ...config, precision }, [example], texts);
      await predictor.dispose();
      return [...prediction!.logits];
    };
    const [inFull, inRounded] = [await asked('float32'), await asked('int8')];
    const apart = Math.hypot(...inFull.map((score, k) => score - inRounded[k]!)) / Math.hypot(...inFull);
    // Roundings show, and change little.
    expect(apart).toBeGreaterThan(1e-6);
    expect(apart).toBeLessThan(0.2);
    for (const { probabilities } of await expectExplained(store, rounded.run, 1)) {
      expect(probabilities).toHaveLength(2);
    }
  });
});

test('what only the processor computes is refused on another device', async () => {
  const store = await saidBefore(60);
  const opened = await openBert(
    store,
    { checkpoint: tinyBert, maxTokens: 32, seed: 1, cleanTexts: false },
    2,
    {
      emit: () => {},
      signal,
    },
  );
  expect(() => frozenEncoder(referenceDevice, opened, 32, 'int8')).toThrow(
    'precision=int8 is computed on the processor only, and this run uses reference',
  );
  expect(frozenEncoder(referenceDevice, opened, 32).precision).toBe('float32');
});

describe('a checkpoint that is tuned in its windows', () => {
  test('learns what a label means, in parts of a batch', async () => {
    const store = await saidBefore();
    const settings = { tuned: true, epochs: 1, learningRate: 3e-3, window: { n: 1 } };
    const inParts = await run(store, { ...settings, accumulate: 4 });
    expect(inParts.test.accuracy).toBeGreaterThanOrEqual(chanceOn(inParts));
  });

  test('keeps its first layers as they are where it is told so', async () => {
    const store = await saidBefore(100);
    const before = await openBertCheckpoint(tinyBert, { head: 2, random: new Random(1) });
    const { run: id } = await run(store, { tuned: true, epochs: 1, frozenLayers: 1 });
    const { tensors } = await readSafetensors(join(runFolder(store, id), 'model.safetensors'));
    const isLow = (name: string) => name.startsWith('bert.embeddings.') || name.includes('.layer.0.');
    const changed = Object.entries(before.parameters).filter(
      ([name, { data }]) => name.startsWith('bert.') && tensors[name]!.data.some((v, i) => v !== data[i]),
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter(([name]) => isLow(name))).toEqual([]);
    const tooMany = run(store, { tuned: true, epochs: 1, frozenLayers: 3 });
    await expect(tooMany).rejects.toThrow('has 2 layers, so 3 of them cannot be left as they are');
  });

  test('its layers learn the slower the further below the head they are', async () => {
    const store = await saidBefore(100);
    const before = await openBertCheckpoint(tinyBert, { head: 2, random: new Random(1) });
    /** The first step of SGD, by layer: it is as large as the rate of a layer. */
    const moved = async (layerDecay: number) => {
      const once = { epochs: 1, batchSize: 1000, optimizer: 'sgd', clipNorm: null, weightDecay: 0 };
      const rate = { schedule: 'constant', learningRate: 1, layerDecay };
      const { run: id } = await run(store, { tuned: true, context: 'none', ...once, ...rate, dropout: 0 });
      const { tensors } = await readSafetensors(join(runFolder(store, id), 'model.safetensors'));
      const change = (name: string) => {
        const [now, was] = [tensors[name]!.data, before.parameters[name]!.data];
        let sum = 0;
        for (let i = 0; i < now.length; i++) sum += (now[i]! - was[i]!) ** 2;
        return sum;
      };
      return [
        'bert.embeddings.LayerNorm.weight',
        'bert.encoder.layer.0.output.dense.weight',
        'bert.encoder.layer.1.output.dense.weight',
        'bert.pooler.dense.weight',
      ].map((name) => Math.sqrt(change(name)));
    };
    const [even, decayed] = [await moved(1), await moved(0.5)];
    for (const [i, ratio] of [1 / 8, 1 / 4, 1 / 2, 1].entries()) {
      expect(even[i]).toBeGreaterThan(0);
      expect(decayed[i]! / even[i]!).toBeCloseTo(ratio, 2);
    }
  });
});

test('the head of a tuned checkpoint has a learning rate of its own', async () => {
  const store = await saidBefore(100);
  /** The weights after a first step of SGD, which goes as far as the rate says. */
  const after = async (headLearningRate: number) => {
    const once = { epochs: 1, batchSize: 1000, optimizer: 'sgd', clipNorm: null, weightDecay: 0, dropout: 0 };
    const rate = { schedule: 'constant', learningRate: 0.1, headLearningRate };
    const { run: id } = await run(store, { tuned: true, context: 'none', ...once, ...rate });
    const { tensors } = await readSafetensors(join(runFolder(store, id), 'model.safetensors'));
    return (name: string) => Float64Array.from(tensors[name]!.data);
  };
  const [one, two, four] = [await after(1), await after(2), await after(4)];
  const layer = 'bert.encoder.layer.1.output.dense.weight';
  expect(four(layer)).toEqual(one(layer));
  for (const [i, weight] of two('classifier.weight').entries()) {
    const [least, most] = [one('classifier.weight')[i]!, four('classifier.weight')[i]!];
    expect(most - weight).toBeCloseTo(2 * (weight - least), 4);
  }
  expect(four('classifier.weight')).not.toEqual(one('classifier.weight'));
});

describe.each(ways)('context=$context, attendTo=$attendTo, tuned=$tuned', (way) => {
  const short = { ...way, epochs: 3, learningRate: 1e-3, dropout: 0.1, maxTokens: 16 };

  test('is the same to the bit where it goes on, and is explained and exported', async () => {
    const store = await saidBefore(60);
    const whole = await run(store, short);
    const controller = new AbortController();
    const stop = (event: TrainingEvent) => {
      if (event.type === 'metric' && event.epoch > 2) controller.abort(new Error('cancelled'));
    };
    await expect(run(store, short, stop, controller.signal)).rejects.toThrow('cancelled');
    const stopped = listRuns(store)[0]!.id;
    const resumed = await resume(store, stopped, { emit: () => {}, signal });
    expect(runMetrics(store, stopped)).toEqual(runMetrics(store, whole.run));
    expect(resumed).toMatchObject({ test: whole.test, epochs: whole.epochs });

    await expectExplained(store, whole.run, way.attendTo === 'tokens' && !way.tuned ? 3 : 4);
    const out = join(temporaryFolder(), 'exported');
    const exported = await exportRun(store, { run: whole.run, format: 'onnx', out, batch: 2, tokens: 8 });
    expect(exported.files).toContain('model.onnx');
  });
});

test('what 0.1.0 called encoder=bert is a frozen checkpoint whose texts are attended to', () => {
  const config = trainConfigSchema.parse({ recipe: 'contextual-sentiment', encoder: 'bert' });
  expect(config).toMatchObject({ encoder: 'checkpoint', tuned: false, attendTo: 'texts' });
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import protobuf from 'protobufjs/light.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { goldenFolder } from '../../test/golden/reference-case.ts';
import { importContent, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { prices } from '../store/prices.ts';
import { runPredictions } from '../store/runs.ts';
import { characterGrams, signTokens, tokenGrams } from '../text/ngrams.ts';
import { explain } from '../study/explain.ts';
import { predictMove } from '../recipes/price-transformer/predict-move.ts';
import type { Explanation } from '../study/types.ts';
import { readRun } from '../runs/run-files.ts';
import { exportRun } from './export-run.ts';
import {
  describedSchema,
  drawnPrices,
  importSample,
  linesOf,
  runOnnx,
  trainedRun,
} from './trained-run.testing.ts';

const configSchema = z.object({
  classes: z.array(z.string()),
  inputs: describedSchema,
  outputs: describedSchema,
  words: z.object({ padding: z.int(), maxTokens: z.int() }),
});

/** The largest difference of two lists of numbers. */
function apart(a: readonly number[], b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));
}

describe('a text model as ONNX, fed by hand, says what predict says', () => {
  let store: WritableStore;
  beforeAll(async () => {
    store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
    await importSample(store);
  });
  afterAll(() => {
    store.close();
    rmSync(store.dir, { recursive: true, force: true });
  });

  const local = { attention: 'local', heads: 2 };
  test.each([
    [{ recipe: 'contextual-sentiment', context: 'cross', window: { n: 4 }, layers: 1, ensemble: true }],
    [
      {
        recipe: 'contextual-sentiment',
        context: 'self',
        window: { n: 2 },
        contextEpochs: 4,
        learningRate: 5e-3,
      },
    ],
    [{ recipe: 'contextual-sentiment', context: 'concat', window: { n: 3 } }],
    [{ recipe: 'topic', scheme: 'sentiment' }],
    [{ recipe: 'document-attention', positions: true, layers: 1, maxTokens: 21, ensemble: true }],
    [{ recipe: 'document-attention', ...local, vocabulary: 'subwords', ensemble: true }],
    [{ recipe: 'document-attention', attention: 'hard' }],
    [{ recipe: 'rnn-attention', width: 16, hidden: 12 }],
    [{ recipe: 'simple-transformer', maxTokens: 20 }],
  ])('%j', saysTheSame);

  test.each([
    [{ recipe: 'bert-classifier', learningRate: 1e-3 }],
    [{ recipe: 'bert-classifier', frozen: true, learningRate: 0.05 }],
    [{ recipe: 'contextual-sentiment', encoder: 'bert', contextModel: 'joint', window: { n: 2 }, epochs: 3 }],
  ])('with a checkpoint, %j', async (settings) => {
    const checkpoint = join(goldenFolder, 'bert_checkpoint');
    await expect(
      saysTheSame({ checkpoint, maxTokens: 32, trainSize: 200, ...settings }),
    ).resolves.toBeUndefined();
  });

  async function saysTheSame(settings: object): Promise<void> {
    const run = await trainedRun(store, { trainSize: 400, ...settings });
    const folder = join(temporaryFolder(), 'model');
    await exportRun(store, { run, format: 'onnx', out: folder, batch: 3, tokens: null });
    const config = configSchema.parse(JSON.parse(linesOf(folder, 'config.json').join('\n')));
    expect(linesOf(folder, 'labels.txt')).toEqual(config.classes);
    expect('window' in config.inputs).toBe('window' in settings);

    const { vocabulary } = await readRun(store, run);
    const cut = (text: string) =>
      vocabulary.cut(text, config.words.maxTokens).slice(0, config.words.maxTokens);
    const documents = runPredictions(store, run).slice(0, 3);
    const explained: Explanation[] = [];
    for (const { document } of documents)
      explained.push(await explain(store, { run, document, window: null }));
    const found = await runOnnx(join(folder, 'model.onnx'), byHand(folder, config, explained, cut));

    expect(Object.keys(found).sort()).toEqual(Object.keys(config.outputs).sort());
    for (const [name, { shape }] of Object.entries(config.outputs)) expect(found[name]!.shape).toEqual(shape);
    const said = explained.flatMap(({ probabilities }) => probabilities);
    expect(apart(found['probabilities']!.values, said)).toBeLessThan(1e-5);
    expect(Math.max(...said) - Math.min(...said)).toBeGreaterThan(1e-3);
    if (!found['attention']) return;
    const { shape, values } = found['attention'];
    const [, heads, keys] = shape as [number, number, number];
    const n = config.inputs['window']?.shape[1] ?? 1;
    explained.forEach((reading, row) => {
      const texts = reading.weights.length > 0 ? [reading] : reading.items.toReversed();
      expect(texts.length).toBeGreaterThan(0);
      for (const [rank, { weights, tokens }] of texts.entries()) {
        for (let head = 0; head < heads; head++) {
          const start = (row * heads + head) * keys + (rank * keys) / n;
          const given = values.slice(start, start + tokens.length);
          expect(apart(given, weights[head]!)).toBeLessThan(1e-5);
        }
      }
    });
  }

  /** What config.json says goes in, from the words of the texts and the lines of vocab.txt. */
  function byHand(
    folder: string,
    config: z.infer<typeof configSchema>,
    explained: readonly Explanation[],
    cut: (text: string) => string[],
  ) {
    const ids = new Map(linesOf(folder, 'vocab.txt').map((word, id) => [word, id]));
    const idOf = (word: string) => ids.get(word) ?? (/^\d/.test(word) ? 2 : 1);
    const empty = Object.entries(config.inputs).map(([name, { shape, dtype }]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const fill = name === 'tokens' ? config.words.padding : 0;
      return [name, { shape, dtype, values: Array.from({ length: size }, () => fill) }] as const;
    });
    const inputs = Object.fromEntries(empty);
    const addGrams = (row: number, tokens: readonly string[]) => {
      let slot = row * config.inputs['ngrams']!.shape[1]!;
      const kinds = { words: tokenGrams(tokens), characters: characterGrams(tokens) };
      for (const [kind, all] of Object.entries(kinds)) {
        const known = [...new Set(all)].filter((gram) => grams.has(`${kind}\t${gram}`));
        const values = known.map((gram) => {
          const frequency = lines[grams.get(`${kind}\t${gram}`)!]!.split('\t')[2];
          return (1 + Math.log(all.filter((one) => one === gram).length)) * Number(frequency);
        });
        const length = Math.hypot(...values);
        for (const [at, gram] of known.entries()) {
          inputs['ngrams']!.values[slot] = grams.get(`${kind}\t${gram}`)!;
          inputs['ngramValues']!.values[slot++] = values[at]! / length;
        }
      }
    };
    const length = config.inputs['tokens']!.shape[1]!;
    let texts = 0;
    const add = (tokens: readonly string[]) => {
      const start = texts * length;
      for (const [at, word] of tokens.entries()) {
        inputs['tokens']!.values[start + at] = idOf(word);
        inputs['mask']!.values[start + at] = 1;
      }
      return texts++;
    };
    const lines = inputs['ngrams'] ? linesOf(folder, 'ngrams.tsv').slice(1) : [];
    const grams = new Map(lines.map((line, at) => [line.slice(0, line.lastIndexOf('\t')), at]));
    explained.forEach(({ document, items }, row) => {
      inputs['input']!.values[row] = add(cut(document.text));
      if (inputs['ngrams']) addGrams(row, signTokens(document.text));
      for (const [rank, item] of items.toReversed().entries()) {
        const slot = row * config.inputs['window']!.shape[1]! + rank;
        inputs['window']!.values[slot] = add(cut(item.document.text));
        inputs['windowMask']!.values[slot] = 1;
      }
    });
    return inputs;
  }

  test('the file says what it is in its metadata', async () => {
    const run = await trainedRun(store, { recipe: 'topic', scheme: 'sentiment', trainSize: 200 });
    const folder = join(temporaryFolder(), 'model');
    await exportRun(store, { run, format: 'onnx', out: folder, batch: 1, tokens: 8 });
    // From the published onnx.proto: metadata_props is field 14 of ModelProto, an initializer's name field 8.
    const entry = { fields: { key: { type: 'string', id: 1 }, value: { type: 'string', id: 2 } } };
    const tensor = { fields: { name: { type: 'string', id: 8 } } };
    const graph = { fields: { initializer: { rule: 'repeated', type: 'Tensor', id: 5 } } } as const;
    const model = {
      fields: {
        graph: { type: 'Graph', id: 7 },
        metadata: { rule: 'repeated', type: 'Entry', id: 14 },
      },
    } as const;
    const root = protobuf.Root.fromJSON({
      nested: { Entry: entry, Tensor: tensor, Graph: graph, Model: model },
    });
    const file = z
      .object({
        metadata: z.array(z.object({ key: z.string(), value: z.string() })),
        graph: z.object({ initializer: z.array(z.object({ name: z.string() })) }),
      })
      .parse(
        root
          .lookupType('Model')
          .decode(readFileSync(join(folder, 'model.onnx')))
          .toJSON(),
      );
    const metadata = new Map(file.metadata.map(({ key, value }) => [key, value]));
    expect(metadata.get('recipe')).toBe('topic');
    expect(metadata.get('classes')).toBe('["negative","positive"]');
    expect(metadata.get('dataHash')).toMatch(/^[0-9a-f]{64}$/);
    expect(file.graph.initializer.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['words', 'classifier.weight', 'classifier.bias']),
    );
  });

  test('more tokens than the run learned to read are refused', async () => {
    const run = await trainedRun(store, { recipe: 'simple-transformer', maxTokens: 12, trainSize: 200 });
    const out = join(temporaryFolder(), 'model');
    await expect(exportRun(store, { run, format: 'onnx', out, batch: 1, tokens: 13 })).rejects.toThrow(
      expect.objectContaining({
        message: '13 tokens of a text are too many: the run reads at most 12.',
        remedies: [{ setting: 'tokens', values: ['12'] }],
      }),
    );
  });
});

test.each(['column', 'all', 'quantile'])(
  'a price model as ONNX, binned by hand by %s, says what predict says of the next day',
  async (binning) => {
    const store = temporaryStore();
    await importContent(store, 'prices.csv', drawnPrices(120));
    const run = await trainedRun(store, {
      recipe: 'price-transformer',
      values: 'raw',
      days: 4,
      binning,
      epochs: 3,
    });
    const folder = join(temporaryFolder(), 'model');
    await exportRun(store, { run, format: 'onnx', out: folder, batch: 1, tokens: null });
    const { bins } = z
      .object({ bins: z.object({ edges: z.array(z.array(z.number())), firstBins: z.array(z.int()) }) })
      .parse(JSON.parse(linesOf(folder, 'config.json').join('\n')));
    const days = prices(store, 'BBB').slice(-4);
    const values = days.flatMap(({ open, high, low, close, volume }) =>
      [open!, high!, low!, close, volume!].map(
        (value, column) =>
          bins.firstBins[column]! + bins.edges[column]!.filter((edge) => edge < value).length,
      ),
    );
    const found = await runOnnx(join(folder, 'model.onnx'), {
      bins: { shape: [1, 20], dtype: 'int32', values },
    });
    const predicted = await predictMove(store, run, '$bbb');
    expect(predicted).toMatchObject({ symbol: 'BBB', day: days.at(-1)!.day, classes: ['down', 'up'] });
    expect(apart(found['probabilities']!.values, predicted.probabilities)).toBeLessThan(1e-5);
    expect(predicted.probabilities[0]! + predicted.probabilities[1]!).toBeCloseTo(1, 5);
    await expect(predictMove(store, run, 'NONE')).rejects.toThrow(/There are no prices of NONE/);
  },
);

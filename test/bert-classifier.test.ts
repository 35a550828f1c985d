import { chmodSync, cpSync, createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openBertCheckpoint, openBertTokenizer } from '../src-main/checkpoints/bert-checkpoint.ts';
import { readSafetensors, writeSafetensors } from '../src-main/engine/safetensors.ts';
import { Random } from '../src-main/random.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { listRuns, runMetrics, runPredictions } from '../src-main/store/runs.ts';
import { evaluateOn } from '../src-main/study/evaluate.ts';
import { explain } from '../src-main/study/explain.ts';
import { resume, train } from '../src-main/recipes/train.ts';
import { trainConfigSchema } from '../src-main/configs/all.ts';
import type { TrainingEvent } from '../src-main/training/loop.ts';
import { runFolder } from '../src-main/runs/run-folder.ts';
import { goldenFolder } from './golden/reference-case.ts';
import { importContent, temporaryFile, temporaryFolder, temporaryStore } from './support/workspace.ts';

const checkpoint = join(goldenFolder, 'bert_checkpoint');
const signal = new AbortController().signal;

/** A text of letters that nobody else uses, with its label at its beginning. */
function text(random: Random, label: string): string {
  const word = () => Array.from({ length: 4 }, () => 'abcdefghij'[random.below(10)]).join('');
  return `${label === '4' ? 'up' : 'xx'} ${word()} ${word()} ${word()}`;
}

/** Texts of one ticker, one a day; their labels are numbers that do not begin at 0. */
async function workspace(): Promise<WritableStore> {
  const random = new Random(1);
  const rows = Array.from({ length: 160 }, (_, i) => {
    const label = i % 2 === 0 ? '4' : '2';
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    return `${day},ABC,${label},${text(random, label)}`;
  });
  const store = temporaryStore();
  await importContent(store, 'posts.csv', `date,ticker,senti_label,text\n${rows.join('\n')}\n`);
  return store;
}

function configOf(settings: object) {
  const tiny = { checkpoint, device: 'cpu', epochs: 4, learningRate: 2e-3, maxTokens: 24 };
  return trainConfigSchema.parse({ recipe: 'bert-classifier', ...tiny, ...settings });
}

async function run(
  store: WritableStore,
  settings: object = {},
  emit: (event: TrainingEvent) => void = () => {},
  stop = signal,
) {
  const result = await train(store, configOf(settings), { emit, signal: stop });
  if (result.kind !== 'scores') throw new Error('another recipe');
  return result;
}

const losses = (store: WritableStore, id: number) =>
  runMetrics(store, id)
    .filter(({ name }) => name === 'valid.loss')
    .map(({ value }) => value);

describe('BERT from a checkpoint', () => {
  test('learns labels that do not begin at 0, and its loss falls', async () => {
    const store = await workspace();
    const { run: id, test: tested } = await run(store, { epochs: 8 });
    const measured = losses(store, id);
    expect(measured.at(-1)!).toBeLessThan(0.5 * measured[0]!);
    expect(tested.classes).toEqual(['2', '4']);
    expect(tested.accuracy).toBeGreaterThan(0.9);

    const random = new Random(7);
    const rows = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? '4' : '2')).map(
      (label) => `${text(random, label)},${label}`,
    );
    const file = temporaryFile('more.csv', `text,sentiment\n${rows.join('\n')}\n`);
    const { scores } = await evaluateOn(store, id, file);
    expect(scores!.accuracy).toBeGreaterThan(0.9);
  });

  test('its run folder is a checkpoint in the published layout, with its own classes', async () => {
    const store = await workspace();
    const { run: id } = await run(store);
    const folder = runFolder(store, id);
    const published = await openBertCheckpoint(folder, { head: 'published', random: new Random(1) });
    expect(published).toMatchObject({ classes: ['2', '4'], fresh: [], leftOut: [] });
    const { metadata } = await readSafetensors(join(folder, 'model.safetensors'));
    expect(metadata['format']).toBe('pt');
    const [ours, theirs] = await Promise.all(
      [folder, checkpoint].map((from) => openBertTokenizer(from, published.config)),
    );
    expect(ours!.encode('up & down 12%')).toEqual(theirs!.encode('up & down 12%'));
  });

  test('trains with one type of token as with two, under wrapped names, and keeps tokens added later', async () => {
    const store = await workspace();
    const settings = { epochs: 1, seed: 3 };
    const two = await run(store, settings);

    const own = temporaryFolder();
    const config: unknown = JSON.parse(readFileSync(join(checkpoint, 'config.json'), 'utf8'));
    const { tensors } = await readSafetensors(join(checkpoint, 'model.safetensors'));
    const types = 'bert.embeddings.token_type_embeddings.weight';
    tensors[types] = { ...tensors[types]!, shape: [1, 32], data: tensors[types]!.data.slice(0, 32) };
    const wrapped = Object.entries(tensors).map(([name, tensor]) => [`_orig_mod.module.${name}`, tensor]);
    await writeSafetensors(join(own, 'model.safetensors'), Object.fromEntries(wrapped));
    writeFileSync(join(own, 'config.json'), JSON.stringify({ ...Object(config), type_vocab_size: 1 }));
    const words = readFileSync(join(checkpoint, 'vocab.txt'), 'utf8').trimEnd().split('\n');
    // Its last word becomes one that was added later, which no text has.
    writeFileSync(join(own, 'vocab.txt'), words.slice(0, -1).join('\n'));
    writeFileSync(join(own, 'added_tokens.json'), JSON.stringify({ $ACME: words.length - 1 }));
    const one = await run(store, { ...settings, checkpoint: own });
    // The table of one type gets its gradient in another order of additions.
    for (const [i, loss] of losses(store, two.run).entries()) {
      expect(losses(store, one.run)[i]).toBeCloseTo(loss, 4);
    }
    const folder = runFolder(store, one.run);
    const published = await openBertCheckpoint(folder, { head: 'published', random: new Random(1) });
    const tokenizer = await openBertTokenizer(folder, published.config);
    expect([...tokenizer.encode('$acme').ids].slice(1, -1)).toEqual([words.length - 1]);
  });

  test('shows what the last layer gave each token, the special ones among them', async () => {
    const store = await workspace();
    const { run: id } = await run(store);
    const first = runPredictions(store, id).find(({ part }) => part === 'test')!;
    const explained = await explain(store, { run: id, document: first.document, window: null });
    expect(explained.tokens.slice(0, 2)).toEqual(['[CLS]', expect.stringMatching(/^[ux]$/)]);
    expect(explained.tokens.at(-1)).toBe('[SEP]');
    expect(explained.weights).toHaveLength(4);
    for (const weights of explained.weights) {
      expect(weights).toHaveLength(explained.tokens.length);
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
    }
    for (const [i, probability] of explained.probabilities.entries()) {
      expect(probability).toBeCloseTo(first.probabilities[i]!, 5);
    }
  });

  test.each([false, true])('goes on as if it had never been stopped; frozen: %s', async (frozen) => {
    const store = await workspace();
    const whole = await run(store, { frozen });
    const controller = new AbortController();
    const stop = (event: TrainingEvent) => {
      if (event.type === 'metric' && event.epoch > 2) controller.abort(new Error('cancelled'));
    };
    await expect(run(store, { frozen }, stop, controller.signal)).rejects.toThrow('cancelled');
    const stopped = listRuns(store)[0]!.id;
    const resumed = await resume(store, stopped, { emit: () => {}, signal });
    expect(runMetrics(store, stopped)).toEqual(runMetrics(store, whole.run));
    expect(resumed).toMatchObject({ test: whole.test, epochs: whole.epochs });
  });

  test('does not go on with another checkpoint than it began with', async () => {
    const store = await workspace();
    const own = temporaryFolder();
    cpSync(checkpoint, own, { recursive: true });
    chmodSync(join(own, 'model.safetensors'), 0o644);
    const controller = new AbortController();
    const stop = (event: TrainingEvent) => {
      if (event.type === 'metric' && event.epoch > 2) controller.abort(new Error('cancelled'));
    };
    const running = run(store, { checkpoint: own, frozen: true }, stop, controller.signal);
    await expect(running).rejects.toThrow('cancelled');
    const weights = await readSafetensors(join(own, 'model.safetensors'));
    weights.tensors['bert.pooler.dense.bias']!.data[0]! += 1;
    await writeSafetensors(join(own, 'model.safetensors'), weights.tensors);
    const stopped = listRuns(store)[0]!.id;
    await expect(resume(store, stopped, { emit: () => {}, signal })).rejects.toThrow(
      'has changed since it started',
    );
  });

  test('a frozen encoder reads each text once, in whatever run, and is written as it was', async () => {
    const store = await workspace();
    const encoded = async (settings: object) => {
      let texts = 0;
      const result = await run(store, { frozen: true, ...settings }, (event) => {
        if (event.type === 'progress' && event.stage === 'encoding texts') texts = event.total ?? 0;
      });
      return { texts, result };
    };
    const first = await encoded({});
    const second = await encoded({});
    expect([first.texts > 0, second.texts]).toEqual([true, 0]);
    expect(runMetrics(store, second.result.run)).toEqual(runMetrics(store, first.result.run));
    // The head of two classes: 2 · 32 weights and 2 biases.
    expect(first.result.parameters).toBe(66);
    // Shorter texts are others.
    expect((await encoded({ maxTokens: 5 })).texts).toBeGreaterThan(0);

    const id = first.result.run;
    const { tensors } = await readSafetensors(join(runFolder(store, id), 'model.safetensors'));
    const before = await openBertCheckpoint(checkpoint, { head: 2, random: new Random(1) });
    const encoder = Object.entries(before.parameters).filter(([name]) => name.startsWith('bert.'));
    for (const [name, { data }] of encoder) expect(tensors[name]!.data).toEqual(data);
    expect(tensors['classifier.weight']!.data).not.toEqual(before.parameters['classifier.weight']!.data);
    // Explained by the whole model, with no vectors of the cache.
    for (const { document, probabilities } of runPredictions(store, id).slice(0, 5)) {
      const explained = await explain(store, { run: id, document, window: null });
      for (const [i, probability] of explained.probabilities.entries()) {
        expect(probability).toBeCloseTo(probabilities[i]!, 5);
      }
    }
  });

  test('a checkpoint of the hub is downloaded once, into the workspace', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const file = join(checkpoint, request.url!.replace(/^.*\/resolve\/[^/]+\//, ''));
      asked.push(request.url!);
      if (existsSync(file)) createReadStream(file).pipe(response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      vi.unstubAllEnvs();
    });
    vi.stubEnv('CONTEXTURE_HUB', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const store = await workspace();
    const progress: string[] = [];
    const settings = { checkpoint: 'somebody/tiny', epochs: 1, frozen: true };
    await run(store, settings, (event) => {
      if (event.type === 'progress') progress.push(event.stage);
    });
    expect(progress).toContain('downloading model.safetensors');
    const questions = asked.length;
    expect(questions).toBeGreaterThan(2);
    await run(store, settings);
    expect(asked).toHaveLength(questions);
  });

  test('says what is missing, and of which folder', async () => {
    const store = await workspace();
    const empty = temporaryFolder();
    await expect(run(store, { checkpoint: '/no/such/folder' })).rejects.toThrow(
      'There is no checkpoint folder /no/such/folder',
    );
    await expect(run(store, { checkpoint: empty })).rejects.toThrow(
      `${empty} is not the folder of a checkpoint`,
    );
    await expect(run(store, { maxTokens: 65 })).rejects.toThrow('reads at most 64 tokens');
  });
});

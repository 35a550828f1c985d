/** Recipes that start from published word vectors, end to end on the sample. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSample } from '../src-main/export/trained-run.testing.ts';
import { exportRun } from '../src-main/export/export-run.ts';
import { trainConfigSchema } from '../src-main/configs/all.ts';
import { resume, train } from '../src-main/recipes/train.ts';
import type { VectorCoverage } from '../src-main/results/vector-coverage.ts';
import { readRun } from '../src-main/runs/run-files.ts';
import { runRow } from '../src-main/runs/runs.ts';
import { openStore } from '../src-main/store/open.ts';
import { listRuns } from '../src-main/store/runs.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { readTyped } from '../src-main/study/read-typed.ts';
import type { TrainingContext } from '../src-main/training/loop.ts';

let store: WritableStore;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-'));
  store = openStore(join(folder, 'workspace'));
  await importSample(store);
});

afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const quiet: TrainingContext = { emit: () => {}, signal: new AbortController().signal };

async function trained(settings: object, context = quiet) {
  const config = trainConfigSchema.parse({
    recipe: 'document-attention',
    device: 'cpu',
    epochs: 2,
    width: 4,
    heads: 2,
    trainSize: 100,
    ...settings,
  });
  const result = await train(store, config, context);
  const coverage = 'vectors' in result ? result.vectors : undefined;
  return { ...result, coverage };
}

const vectors = {
  cents: [1, 2, 3, 4],
  share: [-1, 0.5, 0.25, 2],
  division: [0, 0, 1, -1],
  zyxwords: [9, 9, 9, 9],
};

function fileOf(name: string, words: Readonly<Record<string, readonly number[]>>): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    Object.entries(words)
      .map(([word, numbers]) => `${word} ${numbers.join(' ')}\n`)
      .join(''),
  );
  return path;
}

/** The row of a word in the table of a run. */
async function rowOf(run: number, word: string): Promise<number[]> {
  const { vocabulary, tensors } = await readRun(store, run);
  const id = vocabulary.words.indexOf(word);
  const width = tensors['words']!.shape[1]!;
  return [...tensors['words']!.data.subarray(id * width, (id + 1) * width)];
}

describe('a run that starts from a file', () => {
  test('keeps frozen vectors as they were, of words that are not in the training texts too', async () => {
    const { run, coverage } = await trained({ vectors: fileOf('frozen.txt', vectors), tuned: false });
    for (const [word, numbers] of Object.entries(vectors)) expect(await rowOf(run, word)).toEqual(numbers);
    const { vocabulary } = await readRun(store, run);
    // Padding, unknown and number stand before the words.
    const own = vocabulary.words.length - 3 - 1;
    expect(coverage).toMatchObject({
      words: { found: 3, of: own },
      added: 1,
      tuned: false,
      projectedTo: null,
    });
  });

  test('tunes them unless it is told not to, but for words that it never sees', async () => {
    const { run } = await trained({ vectors: fileOf('tuned.txt', vectors) });
    expect(await rowOf(run, 'cents')).not.toEqual(vectors.cents);
    expect(await rowOf(run, 'zyxwords')).toEqual(vectors.zyxwords);
  });

  test('is the same run each time, and another one with another file', async () => {
    const path = fileOf('same.txt', vectors);
    const [one, other] = [await trained({ vectors: path }), await trained({ vectors: path })];
    const tensors = async (run: number) => (await readRun(store, run)).tensors;
    expect(await tensors(one.run)).toEqual(await tensors(other.run));
    const changed = await trained({ vectors: fileOf('other.txt', { ...vectors, cents: [1, 2, 3, 5] }) });
    const hashes = [one, other, changed].map(({ run }) => runRow(store, run).dataHash);
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[2]).not.toBe(hashes[0]);
    expect(changed.coverage?.sha256).not.toBe(one.coverage?.sha256);
  });

  test.each([
    { recipe: 'contextual-sentiment', context: 'none' },
    { recipe: 'contextual-sentiment', context: 'cross', windowDropout: 0 },
    { recipe: 'topic', scheme: 'sentiment' },
    { recipe: 'document-attention' },
    { recipe: 'rnn-attention', hidden: 8, maxTokens: 8 },
    { recipe: 'simple-transformer', inner: 8 },
  ])(
    'of $recipe $context projects them to the width of the model, and reads without the file',
    async (settings) => {
      const path = fileOf('gone.txt', vectors);
      const { run, coverage } = await trained({
        ...settings,
        width: 8,
        vectors: path,
        tuned: false,
        epochs: 1,
      });
      expect(coverage).toMatchObject({ width: 4, projectedTo: 8 });
      const request = { run, text: 'earned ten cents a share', symbol: null, at: null, window: null };
      rmSync(path);
      const { tensors } = await readRun(store, run);
      expect(tensors['projection.weight']!.shape).toEqual([8, 4]);
      expect(await rowOf(run, 'cents')).toEqual(vectors.cents);
      const read = await readTyped(store, request);
      expect(read.probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
      const out = join(folder, `export-${run}`);
      const { files } = await exportRun(store, { run, format: 'onnx', out, batch: 1, tokens: null });
      expect(files).toContain('model.onnx');
    },
  );

  test('goes on after a stop with the file that it began with, and with no other', async () => {
    const path = fileOf('resumed.txt', vectors);
    const whole = await trained({ vectors: path, epochs: 3 });
    const controller = new AbortController();
    const stopped = trained(
      { vectors: path, epochs: 3 },
      {
        emit: (event) => {
          if (event.type === 'metric' && event.epoch > 1) controller.abort(new Error('stopped'));
        },
        signal: controller.signal,
      },
    );
    await expect(stopped).rejects.toThrow('stopped');
    const { id } = listRuns(store)[0]!;
    fileOf('resumed.txt', { ...vectors, cents: [0, 0, 0, 0] });
    await expect(resume(store, id, quiet)).rejects.toThrow(/data of run \d+ have changed/);
    fileOf('resumed.txt', vectors);
    await resume(store, id, quiet);
    expect((await readRun(store, id)).tensors).toEqual((await readRun(store, whole.run)).tensors);
  });
});

describe('words and their spelling', () => {
  const coverageOf = async (
    words: Readonly<Record<string, readonly number[]>>,
  ): Promise<[number, VectorCoverage]> => {
    const { run, coverage } = await trained({ vectors: fileOf('spelt.txt', words), tuned: false, epochs: 1 });
    return [run, coverage!];
  };

  test('take the vector of another spelling where there is none of their own', async () => {
    const [run, coverage] = await coverageOf({
      Cents: [1, 1, 1, 1],
      CENTS: [2, 2, 2, 2],
      Share: [3, 3, 3, 3],
      share: [4, 4, 4, 4],
    });
    expect(await rowOf(run, 'cents')).toEqual([1, 1, 1, 1]);
    expect(await rowOf(run, 'share')).toEqual([4, 4, 4, 4]);
    expect(coverage).toMatchObject({ otherCase: 1, words: { found: 2 } });
  });

  test('a file may say a word twice: its first vector counts, and it is told', async () => {
    const path = join(folder, 'twice.txt');
    writeFileSync(path, 'cents 1 1 1 1\nshare 2 2 2 2\ncents 3 3 3 3\n');
    const { run, coverage } = await trained({ vectors: path, tuned: false, epochs: 1 });
    expect(await rowOf(run, 'cents')).toEqual([1, 1, 1, 1]);
    expect(coverage?.notes).toEqual([
      '1 of the words stands in it more than once; the first vector of each counts',
    ]);
  });

  test('what stands for mentions has the vector that published files give it', async () => {
    const [run] = await coverageOf({ share: [1, 1, 1, 1], '<user>': [5, 5, 5, 5], '<unk>': [6, 6, 6, 6] });
    expect(await rowOf(run, '<unknown>')).toEqual([6, 6, 6, 6]);
  });

  test('coverage counts running words, and names the frequent ones without a vector', async () => {
    const [run, coverage] = await coverageOf({ share: [1, 1, 1, 1] });
    const { vocabulary } = await readRun(store, run);
    expect(coverage.words).toEqual({ found: 1, of: vocabulary.words.length - 3 });
    expect(coverage.tokens.found).toBeGreaterThan(10);
    expect(coverage.tokens.found).toBeLessThan(coverage.tokens.of / 5);
    expect(coverage.missing).toHaveLength(10);
    expect(coverage.missing).toContain('a');
    expect(coverage.missing).not.toContain('share');
  });
});

describe('what cannot be is refused, and leaves no run', () => {
  test.each<[string, object, RegExp]>([
    [
      'a file that is not there',
      { vectors: '/nowhere/glove.txt' },
      /\/nowhere\/glove\.txt: there is no such file/,
    ],
    [
      'a file of other words',
      {},
      /None of the [\d,]+ words of the training texts has a vector in .*other language/,
    ],
    ['pieces of words', { vocabulary: 'subwords' }, /are those of words: set vocabulary=words/],
  ])('%s', async (_, settings, problem) => {
    const before = listRuns(store).length;
    const path = fileOf('strange.txt', { ключ: [1, 2, 3, 4], слово: [1, 2, 3, 4] });
    await expect(trained({ vectors: path, ...settings })).rejects.toThrow(problem);
    expect(listRuns(store)).toHaveLength(before);
  });
});

test('company vectors start from a file too, frozen or tuned', async () => {
  const company = {
    recipe: 'company-embedding',
    objective: 'match',
    trainSize: undefined,
    width: 8,
    textsPerCompany: 2,
    minTexts: 5,
    epochs: 1,
    vectors: fileOf('companies.txt', vectors),
  };
  const frozen = await trained({ ...company, tuned: false });
  expect(await rowOf(frozen.run, 'cents')).toEqual(vectors.cents);
  expect(frozen.coverage).toMatchObject({ projectedTo: 8, tuned: false });
  const tuned = await trained(company);
  expect(await rowOf(tuned.run, 'cents')).not.toEqual(vectors.cents);
});

test('company vectors that start from a run tell how many held-out texts it was trained on', async () => {
  const words = await trained({
    recipe: 'word2vec',
    width: 8,
    trainSize: undefined,
    heads: undefined,
    epochs: 1,
  });
  const company = {
    recipe: 'company-embedding',
    objective: 'match',
    trainSize: undefined,
    minTexts: 5,
    epochs: 1,
    width: 8,
  };
  const result = await trained({ ...company, vectors: words.run });
  expect(result.coverage).toMatchObject({ source: words.run, format: null, projectedTo: null });
  if (result.kind !== 'matching') throw new Error('another recipe');
  expect(result.vectorsSawTest).toBeGreaterThan(0);
});

test('settings name a run by its number and a file by its path, and earlier configurations are read', () => {
  const parsed = (vectors: unknown) =>
    trainConfigSchema.safeParse({ recipe: 'document-attention', vectors }).data?.recipe ===
    'document-attention';
  expect([3, 'glove.txt', null].map(parsed)).toEqual([true, true, true]);
  expect([0, '', 1.5, true].map(parsed)).toEqual([false, false, false, false]);
});

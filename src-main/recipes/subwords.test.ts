import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { Random } from '../random.ts';
import type { WritableStore } from '../store/store.ts';
import { runPredictions } from '../store/runs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { readRun } from '../runs/run-files.ts';
import { runFolder } from '../runs/run-folder.ts';
import { sealFile } from '../runs/seal.ts';
import { evaluateOn } from '../study/evaluate.ts';
import { explain } from '../study/explain.ts';
import { train } from './train.ts';

const context = { emit: () => {}, signal: new AbortController().signal };

/** A text of words that nobody else uses, with its mood at its end. */
function text(random: Random, mood: string): string {
  const word = () => Array.from({ length: 6 }, () => 'abcdefghij'[random.below(10)]).join('');
  return `${Array.from({ length: 5 }, word).join(' ')} ${mood}`;
}

/** Texts of one ticker, one a day; the last fifth, which is the test part, has a letter of its own. */
async function workspace(): Promise<WritableStore> {
  const random = new Random(1);
  const rows = Array.from({ length: 100 }, (_, i) => {
    const mood = i % 2 === 0 ? 'soaring' : 'sinking';
    const day = new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    return `${day},ABC,${mood},${text(random, mood)}${i < 80 ? '' : ' ж'}`;
  });
  const store = temporaryStore();
  await importContent(store, 'posts.csv', `date,ticker,senti_label,text\n${rows.join('\n')}\n`);
  return store;
}

async function run(store: WritableStore, settings: object) {
  const result = await train(
    store,
    trainConfigSchema.parse({ vocabulary: 'subwords', device: 'cpu', epochs: 2, ...settings }),
    context,
  );
  return result;
}

describe('a vocabulary of pieces', () => {
  test.each(['contextual-sentiment', 'topic', 'document-attention', 'rnn-attention', 'simple-transformer'])(
    '%s trains, is read again, and shows the pieces with their weights',
    async (recipe) => {
      const store = await workspace();
      const { run: id } = await run(store, { recipe, scheme: 'sentiment', maxTokens: 20 });
      const predictions = runPredictions(store, id);
      const first = predictions.find(({ part }) => part === 'test')!;
      const explained = await explain(store, { run: id, document: first.document, window: null });
      expect(explained.tokens[0]).toMatch(/^▁/);
      expect(explained.tokens.length).toBeGreaterThan(6);
      for (const weights of explained.weights) {
        expect(weights).toHaveLength(explained.tokens.length);
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
      }
      for (const [i, probability] of explained.probabilities.entries()) {
        expect(probability).toBeCloseTo(first.probabilities[i]!, 5);
      }
    },
  );

  test('holds nothing of the texts that it is tested on, and is as large as it may be', async () => {
    const store = await workspace();
    const { run: id } = await run(store, { recipe: 'contextual-sentiment', maxVocabulary: 60 });
    const { vocabulary } = await readRun(store, id);
    expect(vocabulary.words.join('')).toMatch(/soaring|sink/);
    expect(vocabulary.words.join('')).not.toContain('ж');
    expect(vocabulary.size).toBe(60);
  });

  test('a file of labels is measured with it', async () => {
    const store = await workspace();
    const { run: id } = await run(store, { recipe: 'document-attention', epochs: 30, learningRate: 0.01 });
    const random = new Random(7);
    const rows = Array.from({ length: 40 }, (_, i) => {
      const mood = i % 2 === 0 ? 'soaring' : 'sinking';
      return `${text(random, mood)},${mood}`;
    });
    const file = temporaryFile('more.csv', `text,sentiment\n${rows.join('\n')}\n`);
    const { scores } = await evaluateOn(store, id, file);
    expect(scores!.accuracy).toBeGreaterThan(0.9);
  });

  test('word2vec learns vectors of pieces, from which a classifier of pieces can start', async () => {
    const store = await workspace();
    const vectors = await run(store, { recipe: 'word2vec', width: 16 });
    if (vectors.kind !== 'words') throw new Error('another recipe');
    expect(vectors.neighbours.map(({ word }) => word)).toContain('▁soaring');
    const learned = await readRun(store, vectors.run);
    const { run: id } = await run(store, {
      recipe: 'document-attention',
      width: 16,
      tuned: false,
      vectors: vectors.run,
    });
    const started = await readRun(store, id);
    const row = (of: typeof learned) => {
      const at = of.vocabulary.words.indexOf('▁soaring') * 16;
      return of.tensors['words']!.data.subarray(at, at + 16);
    };
    expect(row(started)).toEqual(row(learned));
  });
});

test('a run.json that names nothing but words is read as it always was', async () => {
  const store = await workspace();
  const { run: id } = await run(store, { recipe: 'document-attention', vocabulary: 'words' });
  const path = join(runFolder(store, id), 'run.json');
  const { config, ...files } = JSON.parse(readFileSync(path, 'utf8')) as {
    config: Record<string, unknown>;
    vocabulary: string[];
  };
  expect(files.vocabulary).toContain('soaring');
  const { vocabulary: _, ...old } = { ...config, maxVocabulary: 30_000 } as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ config: old, ...files }));
  // As old as that, it has no hashes.
  rmSync(join(runFolder(store, id), sealFile));
  const read = await readRun(store, id);
  expect(read.config).toMatchObject({ vocabulary: 'words', maxVocabulary: 30_000 });
  expect(read.vocabulary.words).toEqual(files.vocabulary);
});

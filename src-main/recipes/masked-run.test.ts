import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { tinyBert } from '../../test/support/said-before.ts';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { trainedRun } from '../export/trained-run.testing.ts';
import { recognisedReading } from '../ingest/reading.ts';
import { NgramColumns } from '../ngrams/columns.ts';
import type { SparseRows } from '../ngrams/sparse-rows.ts';
import { Random } from '../random.ts';
import { labelsInWords } from '../results/label-facts.ts';
import { readRun } from '../runs/run-files.ts';
import { runFolder } from '../runs/run-folder.ts';
import { sealRun } from '../runs/seal.ts';
import { listRunRows, runRow } from '../runs/runs.ts';
import { runPredictions } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import { evaluateOn } from '../study/evaluate.ts';
import { explain, openReader, readText } from '../study/explain.ts';
import { gradientsOf } from '../study/explanations/gradients.ts';
import { influenceOf } from '../study/explanations/influence.ts';
import { explainTestPart } from '../study/explanations/test-part.ts';
import { labelByRules } from '../study/label-by-rules.ts';
import { predictFile, type PredictedText } from '../study/predict-file.ts';
import { CheckpointVocabulary } from '../text/checkpoint-vocabulary.ts';
import { SubwordVocabulary } from '../text/subword-vocabulary.ts';
import { Vocabulary } from '../text/vocabulary.ts';

const never = { emit: () => {}, signal: new AbortController().signal };
const named = /upgraded|downgraded/i;

/** Texts of one ticker, an hour apart, of other words each; of three in four the rules name a class. */
async function labelledByRules(): Promise<WritableStore> {
  const random = new Random(3);
  const word = () => Array.from({ length: 5 }, () => 'bcdfghklmnprstvw'[random.below(16)]).join('');
  const rows = Array.from({ length: 160 }, (_, at) => {
    const says = ['was upgraded', 'Not downgraded', 'is downgraded', 'says'][at % 4]!;
    const when = new Date(Date.UTC(2020, 0, 1, at)).toISOString();
    return `${when},ABC,${word()} ${word()} ${says} ${word()} ${word()} ${word()}`;
  });
  const store = temporaryStore();
  await importContent(store, 'posts.csv', `date,ticker,text\n${rows.join('\n')}\n`);
  const text = JSON.stringify({
    name: 'analysts',
    rules: [
      { label: 'up', phrases: ['upgraded'], negated: 'down' },
      { label: 'down', phrases: ['downgraded'], negated: 'up' },
    ],
  });
  labelByRules(store, {
    rules: { file: 'rules.json', text },
    scheme: 'by-rules',
    against: null,
    dryRun: false,
  });
  return store;
}

/** All texts that are cut into tokens or n-grams from now on. */
function readTexts(): string[] {
  const read: string[] = [];
  for (const { prototype } of [Vocabulary, SubwordVocabulary, CheckpointVocabulary]) {
    const { cut } = prototype as { cut: (text: string, maxTokens: number) => string[] };
    vi.spyOn(prototype, 'cut').mockImplementation(function (this: Vocabulary, text: string, most?: number) {
      read.push(text);
      return cut.call(this, text, most!);
    });
  }
  const { rows } = NgramColumns.prototype as { rows: (texts: readonly string[]) => SparseRows };
  vi.spyOn(NgramColumns.prototype, 'rows').mockImplementation(function (this: NgramColumns, texts) {
    read.push(...texts);
    return rows.call(this, texts);
  });
  return read;
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function predictions(store: WritableStore, run: number, texts: readonly string[]) {
  const rows: PredictedText[] = [];
  const file = temporaryFile('texts.csv', `text\n${texts.join('\n')}\n`);
  const result = await predictFile(
    store,
    { run, file, as: null, reading: recognisedReading },
    {
      begin: () => Promise.resolve(),
      take: (taken) => Promise.resolve(void rows.push(...taken)),
    },
    { signal: never.signal, onBytes: () => {} },
  );
  return { ...result, probabilities: rows.map((row) => [...row.probabilities]) };
}

const settings = {
  recipe: 'contextual-sentiment',
  scheme: 'by-rules',
  maskRules: true,
  contextModel: 'joint',
  window: { n: 2 },
  width: 8,
  heads: 1,
  epochs: 1,
};
const checkpoint = { encoder: 'checkpoint', checkpoint: tinyBert, maxTokens: 24 };

describe.each([
  ['words, with n-grams', { ensemble: true }],
  ['a branch beside the text', { contextModel: 'residual', contextEpochs: 1 }],
  ['pieces of words', { vocabulary: 'subwords' }],
  ['a checkpoint as it is published', checkpoint],
  ['a checkpoint that is tuned', { ...checkpoint, tuned: true }],
])('a run that masks, of %s', (_, more) => {
  test('reads no text with a word of the rules, in a window or afterwards', async () => {
    const store = await labelledByRules();
    const read = readTexts();
    const run = await trainedRun(store, { ...settings, ...more });
    const trained = read.length;
    expect(trained).toBeGreaterThan(120);

    const tested = runPredictions(store, run).find(({ part }) => part === 'test');
    const explained = await explain(store, { run, document: tested!.document, window: null });
    expect(explained.items.length).toBeGreaterThan(0);
    expect(explained.masking).toMatch(/without the words by which the rules “analysts” give labels/);
    // What was tested is what is explained: the same texts were read, and none as it stands.
    for (const [at, probability] of explained.probabilities.entries()) {
      const known = explained.ensemble ? explained.ensemble.modelProbabilities[at]! : probability;
      expect(known).toBeCloseTo(tested!.probabilities[at]!, 5);
    }
    const reader = await openReader(store, run);
    try {
      const { document, items } = explained;
      const asked = { text: document.text, items };
      await influenceOf(reader, asked, { target: null, occluded: items[0]!.document.id });
      await gradientsOf(store, run, asked, 0);
      const shown = explained.items.flatMap((item) => item.tokens);
      expect([...explained.tokens, ...shown].join(' ')).not.toMatch(named);

      const bare = items.map((item) => ({
        ...item,
        document: { ...item.document, text: item.document.text.replace(/(?:not )?(?:up|down)graded /i, '') },
      }));
      expect(bare.map((item) => item.document.text).join(' ')).not.toMatch(named);
      const without = await readText(reader, document.text.replace(/(?:not )?(?:up|down)graded /i, ''), bare);
      expect(without.probabilities).toEqual(explained.probabilities);
    } finally {
      await reader.predictor.dispose();
    }
    if (!explained.contextLeftOut)
      await explainTestPart(store, { run, texts: 4, others: [], seed: 1 }, never);

    const typed = ['quite upgraded today', 'quite today', 'not downgraded here', 'here'];
    const { probabilities, masking } = await predictions(store, run, typed);
    expect(masking).toBe(explained.masking);
    expect(probabilities[0]).toEqual(probabilities[1]);
    expect(probabilities[2]).toEqual(probabilities[3]);
    const file = temporaryFile('labelled.csv', 'text,label\nit was upgraded again,up\n');
    await expect(evaluateOn(store, run, file)).resolves.toMatchObject({ masking });

    expect(read.length).toBeGreaterThan(trained);
    expect(read.filter((text) => named.test(text))).toEqual([]);
    expect((await readRun(store, run)).vocabulary.words.join(' ')).not.toMatch(/graded/);
    expect(labelsInWords(labelsOf(store, run), 'time').join()).toMatch(/whatever the run reads: windows/);
  });
});

function labelsOf(store: WritableStore, run: number) {
  const result = listRunRows(store).find(({ id }) => id === run)?.result;
  if (result?.kind !== 'scores' || !result.split.labels) throw new Error('the run has no labels by rules');
  return result.split.labels;
}

test('a run of an earlier version reads as it did, and says so', async () => {
  const store = await labelledByRules();
  const run = await trainedRun(store, { ...settings, recipe: 'document-attention' });
  const path = join(runFolder(store, run), 'run.json');
  const stored = JSON.parse(readFileSync(path, 'utf8')) as { vocabulary: { whole: unknown } };
  expect(stored.vocabulary).toMatchObject({ kind: 'masked', rules: { name: 'analysts' } });
  // As earlier versions wrote it.
  writeFileSync(path, JSON.stringify({ ...stored, vocabulary: stored.vocabulary.whole }));
  await expect(readRun(store, run)).rejects.toThrow('run.json is damaged');
  await sealRun(store, run);
  const read = readTexts();
  const { masking } = await predictions(store, run, ['quite upgraded today']);
  expect(read).toEqual(['quite upgraded today']);
  expect(masking).toMatch(/earlier version, which reads other texts and those of windows as they are/);
  const facts = labelsOf(store, run);
  expect(
    labelsInWords({ ...facts, masked: { ...facts.masked!, everywhere: undefined } }, 'time').join(),
  ).toMatch(/Warning: the words .* an earlier version reads them in windows/);
});

test('a run that does not mask reads the words', async () => {
  const store = await labelledByRules();
  const read = readTexts();
  const run = await trainedRun(store, { ...settings, maskRules: false });
  expect(read.filter((text) => named.test(text)).length).toBeGreaterThan(100);
  const { masking } = await predictions(store, run, ['quite upgraded today']);
  expect(masking).toBeNull();
});

test('word vectors that were learned from the tested texts are told, though words are taken out of these', async () => {
  const store = await labelledByRules();
  const things = 'harbour bridge kettle orchard lantern saddle anchor violin meadow compass'.split(' ');
  const rows = things.map((thing, at) => {
    const [said, label] = at % 2 === 0 ? ['upgraded', 'up'] : ['downgraded', 'down'];
    return `Nobody saw the ${thing} that was ${said} twice,${label}`;
  });
  const testFile = temporaryFile('tested.csv', `text,label\n${rows.join('\n')}\n`);
  const others = things.map((thing) => `Somebody took a ${thing} to the fair of ${thing},up`);
  const trainFile = temporaryFile('texts.csv', `text,label\n${[...rows, ...others].join('\n')}\n`);
  const vectors = await trainedRun(store, { recipe: 'word2vec', trainFile, minCount: 1, width: 8 });
  const run = await trainedRun(store, { ...settings, context: 'none', ensemble: false, testFile, vectors });
  const { result } = runRow(store, run);
  expect(result).toMatchObject({ split: { test: 10, vectorsSawTest: 10 } });
});

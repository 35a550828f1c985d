import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importSample, trainedRun } from '../export/trained-run.testing.ts';
import { labelledDocuments } from '../store/labels.ts';
import { unlabelledCount, unlabelledDocuments } from '../store/model-labels.ts';
import { predictedRows } from '../store/predicted-rows.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { runById } from '../store/runs.ts';
import { explain } from './explain.ts';
import { labelDocuments } from './label-documents.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { train } from '../recipes/train.ts';

let store: WritableStore;
let alone: number;
let inContext: number;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
  // The sample's texts are all labelled: half of them lose their label.
  store.db.exec('DELETE FROM label WHERE document_id % 2 = 0');
  alone = await trainedRun(store, { recipe: 'document-attention', epochs: 2, width: 8 });
  inContext = await trainedRun(store, {
    recipe: 'contextual-sentiment',
    contextModel: 'joint',
    epochs: 2,
    window: { n: 3 },
  });
});

beforeEach(() => store.db.exec("DELETE FROM label WHERE origin = 'model'"));

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

const scheme = 'sentiment';
const all = { scheme: null, symbols: null, minConfidence: 0, dryRun: false };
const quiet = { emit: () => {}, signal: new AbortController().signal };
const ofModels = () =>
  labelledDocuments(store, scheme, null, { models: true }).filter(({ origin }) => origin === 'model');

test.each(['alone', 'inContext'] as const)(
  'every text without a label gets what the run says of it, %s',
  async (kind) => {
    const run = { alone, inContext }[kind];
    const documents = unlabelledDocuments(store, { scheme, symbols: null });
    const stages: number[] = [];
    const result = await labelDocuments(
      store,
      { ...all, run },
      {
        ...quiet,
        emit: (event) => void (event.type === 'progress' && stages.push(event.done)),
      },
    );
    expect(result).toMatchObject({ documents: documents.length, labelled: documents.length, replaced: 0 });
    expect(result.inContext > 0).toBe(kind === 'inContext');
    expect(stages.at(-1)).toBe(documents.length);
    const labels = new Map(ofModels().map(({ document, value }) => [document, value]));
    expect(new Set(labels.keys())).toEqual(new Set(documents));
    for (const document of [documents[0]!, documents.at(-1)!]) {
      const { probabilities, classes, truth } = await explain(store, { run, document, window: null });
      const best = Math.max(...probabilities);
      expect(labels.get(document)).toBe(classes[probabilities.indexOf(best)]);
      // A model's word is no truth that another look is compared with.
      expect(truth).toBeNull();
      const stored = store.db
        .prepare("SELECT confidence FROM label WHERE document_id = ? AND origin = 'model'")
        .pluck()
        .get(document);
      expect(stored).toBeCloseTo(best, 4);
    }
  },
);

test('it is compared with the labels that it has not learned from', async () => {
  const { agreement } = await labelDocuments(store, { ...all, run: alone, dryRun: true }, quiet);
  const labels = labelledDocuments(store, scheme, null);
  expect(agreement.labels).toBe(labels.length);
  expect(agreement.compared).toBe(labels.length - agreement.learned!);
  expect(agreement.learned).toBeGreaterThan(labels.length / 2);
  let agreed = 0;
  const tested = predictedRows(store, alone).filter(({ part }) => part === 'test');
  for (const { document } of tested) {
    const { probabilities, classes, truth } = await explain(store, {
      run: alone,
      document: document!,
      window: null,
    });
    if (classes[probabilities.indexOf(Math.max(...probabilities))] === truth) agreed++;
  }
  // Every text of the test part is new to the run; near-duplicates of what it has learned from are in no part.
  expect(agreement.compared).toBe(tested.length);
  expect(agreement.accuracy).toBeCloseTo(agreed / tested.length, 12);
});

test('a text of which the run is not sure enough gets none, and loses the one it had', async () => {
  const { labelled } = await labelDocuments(store, { ...all, run: alone }, quiet);
  const sure = await labelDocuments(store, { ...all, run: alone, minConfidence: 0.55 }, quiet);
  expect(sure.replaced).toBe(labelled);
  expect(sure.labelled).toBeLessThan(labelled);
  expect(sure.classes.reduce((sum, { count }) => sum + count, 0)).toBe(sure.labelled);
  expect(ofModels()).toHaveLength(sure.labelled);
});

test('a dry run counts and stores nothing', async () => {
  const { labelled, replaced } = await labelDocuments(store, { ...all, run: alone, dryRun: true }, quiet);
  expect(labelled).toBeGreaterThan(0);
  expect(replaced).toBe(0);
  expect(ofModels()).toEqual([]);
});

test('a stopped labelling leaves the labels before as they were', async () => {
  await labelDocuments(store, { ...all, run: alone }, quiet);
  const before = ofModels();
  const stop = new AbortController();
  await expect(
    labelDocuments(store, { ...all, run: inContext }, { emit: () => stop.abort(), signal: stop.signal }),
  ).rejects.toThrow(/abort/i);
  expect(ofModels()).toEqual(before);
});

test('what a model said changes nothing of what is learned and tested', async () => {
  const config = trainConfigSchema.parse({
    recipe: 'document-attention',
    epochs: 1,
    width: 8,
    device: 'cpu',
  });
  const before = await train(store, config, quiet);
  await labelDocuments(store, { ...all, run: alone }, quiet);
  const after = await train(store, config, quiet);
  const learned = ({ run }: { run: number }) => runById(store, run)!.dataHash;
  expect(learned(after)).toBe(learned(before));
  expect('split' in after && after.split).toEqual('split' in before && before.split);
});

test('another scheme may be given, of which no text has a label yet', async () => {
  const result = await labelDocuments(store, { ...all, run: alone, scheme: 'tone' }, quiet);
  const total = store.db.prepare('SELECT count(*) FROM document').pluck().get();
  expect(result).toMatchObject({ scheme: 'tone', documents: total });
  expect(unlabelledCount(store, 'tone')).toEqual({ scheme: 'tone', documents: total, byModel: total });
});

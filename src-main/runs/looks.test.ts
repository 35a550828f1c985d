import fs, { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { trainedRun } from '../export/trained-run.testing.ts';
import { recognisedReading } from '../ingest/reading.ts';
import { looksInWords } from '../results/looks.ts';
import { runPredictions } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import { testPartOfRun, type TestedText } from '../store/tested-parts.ts';
import { textsByIds } from '../store/texts.ts';
import { evaluateOn } from '../study/evaluate.ts';
import { predictFile } from '../study/predict-file.ts';
import { forgetRun } from './forget-run.ts';
import { countLooks, keepLookOfRun, looksFile, looksIn, testPartFingerprint } from './looks.ts';
import { runRow } from './runs.ts';

vi.mock('../store/tested-parts.ts', { spy: true });

const settings = { recipe: 'document-attention', width: 8, heads: 1, ensemble: false, epochs: 1 };

async function workspace(): Promise<WritableStore> {
  const store = temporaryStore();
  const things = 'harbour bridge kettle orchard lantern saddle anchor violin meadow compass'.split(' ');
  const codes = 'alpha bravo charlie delta echo foxtrot'.split(' ');
  const rows = things.flatMap((thing, at) =>
    codes.map((code, turn) => {
      const good = (at + turn) % 2 === 0;
      const day = new Date(Date.UTC(2020, 0, 1 + codes.length * at + turn)).toISOString().slice(0, 10);
      return `${day},The ${thing} of ${code} ${good ? 'shines' : 'breaks'} every day,${good ? 'positive' : 'negative'}`;
    }),
  );
  await importContent(store, 'rows.csv', `date,text,sentiment\n${rows.join('\n')}\n`);
  return store;
}

const looksOf = (store: WritableStore, run: number) => runRow(store, run).looks;

test('each model that is scored on a test part is counted once, whoever asks', async () => {
  const store = await workspace();
  const first = await trainedRun(store, settings);
  expect(looksOf(store, first)).toBe(1);
  const second = await trainedRun(store, { ...settings, seed: 2, ensemble: true });
  // Two runs, and the ensemble of one.
  expect([first, second].map((run) => looksOf(store, run))).toEqual([3, 3]);

  // Untested trials look at nothing, and another test part is another.
  const trial = await trainedRun(store, { ...settings, seed: 3, tested: false });
  expect(looksOf(store, trial)).toBeNull();
  const other = await trainedRun(store, { ...settings, testShare: 0.3 });
  expect(looksOf(store, other)).toBe(1);
  expect(looksOf(store, first)).toBe(3);

  // The texts of the first test part as a file: a model that was not yet asked looks, the others say what they said.
  const tested = runPredictions(store, first).filter(({ part }) => part === 'test');
  const texts = textsByIds(
    store,
    tested.map(({ document }) => document),
  );
  const rows = tested.map(({ document, truth }) => `${texts.get(document)},${truth}`);
  const file = temporaryFile('tested.csv', `text,label\n${rows.toReversed().join('\n')}\n`);
  expect((await evaluateOn(store, second, file)).looks).toBe(3);
  expect((await evaluateOn(store, other, file)).looks).toBe(4);
  expect((await evaluateOn(store, other, file)).looks).toBe(4);
  expect(looksOf(store, first)).toBe(4);
  const sink = { begin: () => Promise.resolve(), take: () => Promise.resolve() };
  const request = { run: trial, file, as: null, reading: recognisedReading };
  const progress = { signal: new AbortController().signal, onBytes: () => {} };
  expect((await predictFile(store, request, sink, progress)).looks).toBe(5);

  // What an earlier version tested is known of its predictions; a line that was cut off hides no others.
  appendFileSync(join(store.dir, looksFile), '{"part":"abc","by');
  expect(looksOf(store, first)).toBe(5);
  rmSync(join(store.dir, looksFile));
  expect([first, second, other].map((run) => looksOf(store, run))).toEqual([3, 3, 1]);
});

test('a look stays where its run is gone', async () => {
  const store = await workspace();
  const first = await trainedRun(store, settings);
  const second = await trainedRun(store, { ...settings, seed: 2 });
  expect(readFileSync(join(store.dir, looksFile), 'utf8').trim().split('\n')).toHaveLength(2);
  forgetRun(store, first);
  expect(looksOf(store, second)).toBe(2);
});

const part: TestedText[] = [{ document: 1, text: null, truth: 'up' }];
const ofPart = (store: WritableStore) => looksIn(store).ofPart(testPartFingerprint(part));

test('a line that was cut off takes no later one along', () => {
  const store = temporaryStore();
  expect(countLooks(store, part, ['one']).looks).toBe(1);
  appendFileSync(join(store.dir, looksFile), '{"part":"abc","by');
  expect(countLooks(store, part, ['two']).looks).toBe(2);
  expect(countLooks(store, part, ['three', 'one']).looks).toBe(3);
  expect(ofPart(store)).toBe(3);
  expect(readFileSync(join(store.dir, looksFile), 'utf8').split('\n')).toHaveLength(5);
});

/** Nothing can be added to a file until the test ends. */
function diskIsFull(): void {
  const add = vi.spyOn(fs, 'appendFileSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  });
  syncBuiltinESMExports();
  onTestFinished(() => {
    add.mockRestore();
    syncBuiltinESMExports();
  });
}

test('on a full disk what was measured is told, and that its look is not counted later', async () => {
  const store = await workspace();
  countLooks(store, part, ['one']);
  diskIsFull();
  expect(countLooks(store, part, ['two'])).toEqual({
    looks: 2,
    looksProblem: expect.stringMatching(/looks\.jsonl cannot be written: ENOSPC/),
  });
  expect(ofPart(store)).toBe(1);

  const said: string[] = [];
  const run = await trainedRun(store, settings, (event) => {
    if (event.type === 'message') said.push(event.text);
  });
  expect(said).toContainEqual(expect.stringMatching(/looks\.jsonl cannot be written: ENOSPC/));
  // It is known of its predictions.
  expect(runRow(store, run)).toMatchObject({ state: 'done', looks: 1 });
});

test('the test part of a run is read where its look is not kept, when somebody asks for looks', async () => {
  const store = await workspace();
  const run = await trainedRun(store, settings);
  const read = vi.mocked(testPartOfRun).mockClear();
  const kept = readFileSync(join(store.dir, looksFile), 'utf8');
  expect(looksOf(store, run)).toBe(1);
  expect(read).not.toHaveBeenCalled();

  rmSync(join(store.dir, looksFile));
  const row = runRow(store, run);
  expect(row.state).toBe('done');
  expect(read).not.toHaveBeenCalled();
  expect(row.looks).toBe(1);
  expect(read).toHaveBeenCalledOnce();
  expect(keepLookOfRun(store, run, false)).toBeNull();
  expect(readFileSync(join(store.dir, looksFile), 'utf8')).toBe(kept);
});

test('the fingerprint is of texts and labels, in whatever order', () => {
  const rows = [
    { document: 1, text: null, truth: 'up' },
    { document: null, text: '1', truth: 'up' },
    { document: 2, text: null, truth: 'down' },
  ];
  expect(testPartFingerprint(rows.toReversed())).toBe(testPartFingerprint(rows));
  expect(testPartFingerprint(rows.slice(1))).not.toBe(testPartFingerprint(rows));
  expect(testPartFingerprint(rows.with(0, { ...rows[0]!, truth: 'down' }))).not.toBe(
    testPartFingerprint(rows),
  );
  expect(testPartFingerprint([rows[0]!, rows[0]!])).not.toBe(testPartFingerprint([rows[1]!, rows[1]!]));
  expect(looksInWords(1)).toBe('In this workspace one model has been scored on this test part.');
});

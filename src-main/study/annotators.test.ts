import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { importFile } from '../ingest/import.ts';
import { judge } from '../store/judgements.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { annotatorSummary } from './annotators.ts';

async function workspace(texts: number): Promise<WritableStore> {
  const store = openStore(temporaryFolder());
  const file = join(store.dir, 'texts.csv');
  const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
  const rows = Array.from(
    { length: texts },
    (_, index) =>
      `${words[index % 5]} ${words[Math.floor(index / 5) % 5]} ${words[Math.floor(index / 25)]} said`,
  );
  writeFileSync(file, ['text', ...rows].join('\n'));
  await importFile(store, file, { as: 'texts', labels: null });
  return store;
}

test('kappa is that of the worked example: 20, 5, 10 and 15 of 50 proposals give .4', async () => {
  // https://en.wikipedia.org/wiki/Cohen%27s_kappa#Simple_example
  const store = await workspace(50);
  const say = (annotator: string, document: number, value: string) =>
    judge(store, [document], { scheme: 'grant', annotator, stage: 'blind', value });
  for (let document = 1; document <= 50; document++) {
    say('A', document, document <= 25 ? 'yes' : 'no');
    say('B', document, document <= 20 || (document > 25 && document <= 35) ? 'yes' : 'no');
  }
  const { pairs, disagreements } = annotatorSummary(store, 'grant');
  expect(pairs).toEqual([
    { first: 'A', second: 'B', of: 'final', texts: 50, agreed: 35, kappa: expect.closeTo(0.4, 10) },
    { first: 'A', second: 'B', of: 'blind', texts: 50, agreed: 35, kappa: expect.closeTo(0.4, 10) },
  ]);
  expect(disagreements.length).toBe(15);
  expect(disagreements[0]).toMatchObject({
    document: 21,
    said: [
      { annotator: 'A', value: 'yes' },
      { annotator: 'B', value: 'no' },
    ],
    decided: null,
  });
  judge(store, [21], { scheme: 'grant', annotator: 'C', stage: 'adjudicated', value: 'no' });
  const after = annotatorSummary(store, 'grant');
  expect(after.disagreements[0]).toMatchObject({ document: 21, decided: 'no' });
  // Who decides is no third annotator.
  expect(after.annotators.map(({ annotator }) => annotator)).toEqual(['A', 'B']);
  store.close();
});

test('it is counted how often, and said of which texts, the window changed a mind', async () => {
  const store = await workspace(4);
  const say = (document: number, stage: 'blind' | 'window', value: string) =>
    judge(store, [document], { scheme: 'tone', annotator: 'Ann', stage, value });
  say(1, 'blind', 'up');
  say(1, 'window', 'down');
  say(2, 'blind', 'up');
  say(2, 'window', 'up');
  say(3, 'blind', 'down');
  judge(store, [4], { scheme: 'tone', annotator: 'Ann', stage: 'bulk', value: 'down' });
  const { annotators, changes, pairs } = annotatorSummary(store, 'tone');
  expect(annotators).toEqual([{ annotator: 'Ann', texts: 3, inWindow: 2, changed: 1, bulk: 1 }]);
  expect(changes).toEqual([
    { document: 1, text: expect.stringContaining('said'), annotator: 'Ann', from: 'up', to: 'down' },
  ]);
  expect(pairs).toEqual([]);
  store.close();
});

test('texts that were labelled all at once are not compared', async () => {
  const store = await workspace(2);
  judge(store, [1, 2], { scheme: 'tone', annotator: 'Ann', stage: 'bulk', value: 'up' });
  judge(store, [1], { scheme: 'tone', annotator: 'Bob', stage: 'blind', value: 'down' });
  expect(annotatorSummary(store, 'tone')).toMatchObject({
    pairs: [
      { of: 'final', texts: 0, kappa: null },
      { of: 'blind', texts: 0, kappa: null },
    ],
    disagreements: [],
  });
  judge(store, [2], { scheme: 'tone', annotator: 'Bob', stage: 'bulk', value: 'down' });
  expect(annotatorSummary(store, 'tone').disagreements).toMatchObject([{ document: 2, decided: null }]);
  store.close();
});

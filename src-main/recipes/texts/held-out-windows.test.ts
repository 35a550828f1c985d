import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../../test/support/workspace.ts';
import { importSample } from '../../export/trained-run.testing.ts';
import { importFile } from '../../ingest/import.ts';
import { documentsByIds } from '../../store/documents.ts';
import { openStore } from '../../store/open.ts';
import type { WritableStore } from '../../store/store.ts';
import { trainingVocabulary, windowsOf, withoutHeldOut } from './contextual-examples.ts';
import { labelledParts } from './labelled-texts.ts';
import { classifierConfigSchema, type WordConfig } from '../../configs/classifiers.ts';

let store: WritableStore;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

async function windowsFor(settings: object) {
  const config = classifierConfigSchema.parse({
    recipe: 'contextual-sentiment',
    window: { noNearDuplicates: false },
    minCount: 1,
    ...settings,
  }) as WordConfig;
  const data = await labelledParts(store, config);
  const all = windowsOf(store, data.train, config);
  const left = withoutHeldOut(store, all, data);
  const heldOut = new Set([...data.valid, ...data.test].map(({ group }) => group));
  const held = (windows: readonly number[][]) =>
    documentsByIds(store, windows.flat()).filter(({ nearDuplicateGroup }) =>
      heldOut.has(data.ofGroup(nearDuplicateGroup)),
    ).length;
  return { data, all, left, held };
}

/** Labelled rows that stand in the workspace, the rest of each cut off, and one that stands nowhere. */
async function testFile(): Promise<string> {
  const { data } = await windowsFor({});
  const long = data.train.filter(({ text }) => text.length > 60).slice(200, 260);
  const rows = long.map(({ text, label }) => `"${text.slice(0, 55)}…",${data.classes[label]}`);
  return temporaryFile('test.csv', `text,label\n${rows.join('\n')}\n"nobody said this",${data.classes[0]}\n`);
}

test.each([
  ['stratified', 'company'],
  ['grouped', 'market'],
])('%s: windows of training texts hold nothing that is tested', async (split, scope) => {
  const { all, left, held } = await windowsFor({ split, window: { scope, noNearDuplicates: false } });
  expect(held(all)).toBeGreaterThan(0);
  expect(held(left)).toBe(0);
  expect(all.flat().length - left.flat().length).toBe(held(all));
});

test('a test file: nor what says the same as its rows', async () => {
  const { all, left, held } = await windowsFor({ testFile: await testFile() });
  expect(held(all)).toBeGreaterThan(0);
  expect(held(left)).toBe(0);
});

test('by time they are as they stood: no later text is in them', async () => {
  const { data, all, left, held } = await windowsFor({});
  expect(data.split.by).toBe('time');
  expect(left).toEqual(all);
  expect(all.flat().length).toBeGreaterThan(0);
  expect(held(all)).toBe(0);
});

test('words that only a tested text has do not enter the vocabulary', async () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const word = (index: number) => `only${letters[index % 26]}${letters[Math.floor(index / 26)]}`;
  const rows = Array.from({ length: 90 }, (_, index) => {
    const at = new Date(Date.UTC(2018, 0, 1, index)).toISOString();
    return `${at},GS,the desk in Lima says ${word(index)} again,${index % 2 === 0 ? 'positive' : 'negative'}`;
  });
  const own = temporaryStore();
  const file = temporaryFile('texts.csv', `time,ticker,text,sentiment\n${rows.join('\n')}\n`);
  await importFile(own, file, { as: null, labels: null });
  const config = classifierConfigSchema.parse({
    recipe: 'contextual-sentiment',
    split: 'stratified',
    minCount: 1,
  }) as WordConfig;
  const data = await labelledParts(own, config);
  expect(data.train.length + data.valid.length + data.test.length).toBe(90);
  const all = windowsOf(own, data.train, config);
  const onlyIn = (texts: readonly { text: string }[]) => texts.map(({ text }) => /only\w+/.exec(text)![0]);
  const wordsOf = (windows: number[][]) =>
    new Set(trainingVocabulary(own, data.train, windows, config, null).vocabulary.words);
  const before = wordsOf(all);
  expect(onlyIn(data.test).some((one) => before.has(one))).toBe(true);
  const known = wordsOf(withoutHeldOut(own, all, data));
  expect(onlyIn([...data.valid, ...data.test]).filter((one) => known.has(one))).toEqual([]);
  expect(onlyIn(data.train).every((one) => known.has(one))).toBe(true);
});

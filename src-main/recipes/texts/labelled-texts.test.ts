import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../../test/support/workspace.ts';
import { importFile } from '../../ingest/import.ts';
import { labelledParts } from './labelled-texts.ts';
import { classifierConfigSchema } from '../../configs/classifiers.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** Texts that have nothing in common, one class after the other. */
function texts(name: string, count: number): { text: string; label: string }[] {
  return Array.from({ length: count }, (_, i) => ({
    text: [name, LETTERS[i % 26], LETTERS[Math.floor(i / 26)], 'stands for itself in this file'].join(' '),
    label: i < count / 2 ? 'up' : 'down',
  }));
}

async function parts(dated: number, undated: number) {
  const store = temporaryStore();
  const day = (i: number) => `2018-07-${String(1 + (i % 28)).padStart(2, '0')} 0${Math.floor(i / 28)}:00`;
  const withTime = texts('dated', dated).map(({ text, label }, i) => `${day(i)},GS,${text},${label}`);
  const without = texts('undated', undated).map(({ text, label }) => `${text},${label}`);
  const files = [
    ['dated.csv', ['date,ticker,text,sentiment', ...withTime]],
    ['undated.csv', ['text,label', ...without]],
  ] as const;
  for (const [name, lines] of files) {
    if (lines.length === 1) continue;
    await importFile(store, temporaryFile(name, `${lines.join('\n')}\n`), { as: null, labels: 'mood' });
  }
  return labelledParts(store, classifierConfigSchema.parse({ recipe: 'topic', scheme: 'mood' }));
}

const classesOf = (part: readonly { label: number }[]) => new Set(part.map(({ label }) => label));

test('texts of which few have a time are divided by chance: each part has every class', async () => {
  const { split, train, valid, test: tested } = await parts(20, 80);
  expect(split).toMatchObject({ by: 'chance', train: 70, valid: 10, test: 20 });
  for (const part of [train, valid, tested]) expect(classesOf(part)).toEqual(new Set([0, 1]));
});

test('texts of which most have a time are divided by it; the others are learned from, mixed', async () => {
  const { split, train, test: tested } = await parts(60, 40);
  expect(split.by).toBe('time');
  expect(tested.every(({ publishedAt }) => publishedAt !== null)).toBe(true);
  const undated = train.filter(({ publishedAt }) => publishedAt === null);
  expect(undated).toHaveLength(40);
  expect(classesOf(undated.slice(0, 10))).toEqual(new Set([0, 1]));
});

test('a test file with a label that nothing teaches is refused by name', async () => {
  const rows = (items: readonly { text: string; label: string }[]) =>
    ['text,label', ...items.map(({ text, label }) => `${text},${label}`), ''].join('\n');
  const trainFile = temporaryFile('train.csv', rows(texts('learned', 60)));
  const tested = [...texts('tested', 10), { text: 'neither here nor there at all', label: 'mixed' }];
  const testFile = temporaryFile('test.csv', rows(tested));
  const config = classifierConfigSchema.parse({ recipe: 'topic', trainFile, testFile });
  await expect(labelledParts(temporaryStore(), config)).rejects.toThrow(
    /^test\.csv has the label "mixed", which no training text has \(theirs are down, up\)/,
  );
});

test('divided by chance, a phrase is in the part of its sentence', async () => {
  const sentences = texts('whole', 60);
  const phrases = sentences.map(({ text, label }) => ({
    text: text.split(' ').slice(0, 5).join(' '),
    label,
  }));
  const lines = [...sentences, ...phrases].map(({ text, label }) => `${text},${label}`);
  const trainFile = temporaryFile('train.csv', `text,label\n${lines.join('\n')}\n`);
  const config = classifierConfigSchema.parse({ recipe: 'topic', trainFile, split: 'stratified' });
  const { train, valid, test: held } = await labelledParts(temporaryStore(), config);
  const apart = [train, valid, held].map(
    (part) => new Set(part.map(({ text }) => text.split(' ').slice(0, 3).join(' '))),
  );
  // A cut goes through one sentence at most.
  for (const [one, other] of [
    [0, 1],
    [1, 2],
    [0, 2],
  ] as const) {
    expect([...apart[one]!].filter((name) => apart[other]!.has(name)).length).toBeLessThanOrEqual(1);
  }
});

test('too few labelled texts are told by their number, one as one', async () => {
  await expect(parts(0, 1)).rejects.toThrow('Only 1 distinct text is labelled (scheme "mood"');
  await expect(parts(0, 2)).rejects.toThrow('Only 2 distinct texts are labelled (scheme "mood"');
});

import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../../test/support/workspace.ts';
import { importFile } from '../../ingest/import.ts';
import { groupTexts } from './grouped-texts.ts';
import { labelledParts } from './labelled-texts.ts';
import { type ClassifierConfig, classifierConfigSchema } from '../../configs/classifiers.ts';

const whole =
  'Lima unit earned two cents a share more than Oslo, &amp; its head of sales thinks there is more to come';
const cut =
  'RT @desk: $GS Lima unit earned two cents a share more than Oslo, & its head of sales… https://t.co/x1';
const elsewhere = 'Lima unit earned two cents a share more than Rome, and nobody there knows why it did';

function settings(given: object): ClassifierConfig {
  return classifierConfigSchema.parse({ recipe: 'topic', scheme: 'mood', ...given });
}

/** Sixty texts that have nothing in common, as a text + label file; `rows` after them. */
function labelFile(name: string, rows: readonly string[]): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const plain = Array.from({ length: 60 }, (_, i) =>
    [name, letters[i % 26], letters[Math.floor(i / 26)], 'stands for itself in this file'].join(' '),
  );
  const labelled = [...plain, ...rows].map((text, i) => `"${text}",${i % 2 === 0 ? 'up' : 'down'}`);
  return temporaryFile(`${name}.csv`, `text,label\n${labelled.join('\n')}\n`);
}

test('texts of a file are compared with each other and with the documents', async () => {
  const store = temporaryStore();
  await importFile(store, labelFile('stored', [elsewhere]), { as: null, labels: 'mood' });
  const stored = store.db.prepare('SELECT id FROM document WHERE text = ?').pluck().get(elsewhere) as number;
  const unknown = (text: string) => ({ text, group: null });
  const { lists } = groupTexts(store, [
    [unknown(whole), unknown('up'), unknown('🙂'), { text: elsewhere, group: stored }],
    [unknown(cut), unknown('Up'), unknown('🙁'), unknown(`${elsewhere.slice(0, 60)}…`)],
  ]);
  const [ours, theirs] = lists.map((list) => list.map(({ group }) => group));
  expect(ours![0]).toBe(theirs![0]);
  expect(ours![0]).toBeLessThan(0);
  expect([ours![3], theirs![3]]).toEqual([stored, stored]);
  // What has too few letters to tell is alike only where it is equal.
  expect(new Set([...ours!.slice(0, 3), ...theirs!.slice(1, 3)]).size).toBe(5);
});

describe('a text that was cut off never stands in another part than the whole text', () => {
  const texts = async (config: object) => {
    const parts = await labelledParts(temporaryStore(), settings(config));
    return (['train', 'valid', 'test'] as const).map((part) => parts[part].map(({ text }) => text));
  };

  test('in a test file', async () => {
    const files = { trainFile: labelFile('train', [cut]), testFile: labelFile('test', [whole]) };
    const [train, valid, tested] = await texts(files);
    expect(tested).toContain(whole.replace('&amp;', '&'));
    expect([...train!, ...valid!]).not.toContain(cut);
    expect(train!.length + valid!.length).toBe(60);
  });

  test('in one file, of which only the first copy counts', async () => {
    const all = (await texts({ trainFile: labelFile('train', [cut, whole]) })).flat();
    expect(all).toContain(cut);
    expect(all).toHaveLength(61);
  });
});

test('two groups of documents that a text of a file joins are one', async () => {
  const store = temporaryStore();
  const other = whole.replace('more to come', 'nothing to come');
  await importFile(store, labelFile('stored', [whole, other]), { as: null, labels: 'mood' });
  const parts = await labelledParts(store, settings({ testFile: labelFile('test', [cut]) }));
  const groups = store.db
    .prepare("SELECT near_duplicate_group FROM document WHERE text LIKE 'Lima%'")
    .pluck()
    .all() as number[];
  expect(new Set(groups).size).toBe(2);
  expect(new Set(groups.map(parts.ofGroup))).toEqual(new Set([parts.test.at(-1)!.group]));
  expect(parts.train.length + parts.valid.length).toBe(60);
});

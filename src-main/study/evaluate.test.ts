import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFile } from '../../test/support/workspace.ts';
import { trainedRun } from '../export/trained-run.testing.ts';
import { importFile } from '../ingest/import.ts';
import { recognisedReading } from '../ingest/reading.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { trainingRows } from '../store/predicted-rows.ts';
import { runPredictions } from '../store/runs.ts';
import { textsByIds } from '../store/texts.ts';
import { evaluateOn } from './evaluate.ts';
import { predictFile } from './predict-file.ts';

const things = 'harbour bridge kettle orchard lantern saddle anchor violin meadow compass'.split(' ');
const codes = 'alpha bravo charlie delta echo foxtrot'.split(' ');

/** Sixty texts, no two of which say the same. */
const labelled = things.flatMap((thing, at) =>
  codes.map((code, turn) => {
    const good = (at + turn) % 2 === 0;
    return `The ${thing} of ${code} ${good ? 'shines' : 'breaks'} every day,${good ? 'positive' : 'negative'}`;
  }),
);
const strangers = [
  'Nobody wrote about this quiet lake before,positive',
  'A second sentence which stands in no file,negative',
  'Some third remark on winds and long waves,positive',
];

let store: WritableStore;
let run: number;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-'));
  store = openStore(folder);
  const file = join(folder, 'labelled.csv');
  writeFileSync(file, `text,label\n${labelled.join('\n')}\n`);
  await importFile(store, file, { as: 'labels', labels: 'sentiment' });
  run = await trainedRun(store, { recipe: 'document-attention', width: 8, heads: 1 });
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

/** Rows of the file of which these documents were made. */
function rowsOf(documents: readonly (number | null)[]): string[] {
  const texts = textsByIds(
    store,
    documents.map((document) => document!),
  );
  return documents.map((document) => labelled.find((row) => row.startsWith(`${texts.get(document!)},`))!);
}

/** Five texts that were learned, one of them as somebody passed it on; two that chose, one that tested, three new ones. */
function measured(): string {
  const train = rowsOf(
    trainingRows(store, run)
      .slice(0, 5)
      .map(({ document }) => document),
  );
  const of = (part: string, count: number) =>
    rowsOf(
      runPredictions(store, run)
        .filter((row) => row.part === part)
        .slice(0, count)
        .map(({ document }) => document),
    );
  const rows = [...train.with(1, `RT @joe: ${train[1]}`), ...of('valid', 2), ...of('test', 1), ...strangers];
  return temporaryFile('measured.csv', `text,label\n${rows.join('\n')}\n`);
}

async function predicted(file: string) {
  return predictFile(
    store,
    { run, file, as: null, reading: recognisedReading },
    { begin: () => Promise.resolve(), take: () => Promise.resolve() },
    { signal: new AbortController().signal, onBytes: () => {} },
  );
}

describe('a run that is measured on a file', () => {
  test('says how many of its texts it knows, and scores the others by themselves', async () => {
    const file = measured();
    for (const found of [await evaluateOn(store, run, file), await predicted(file)]) {
      expect(found.scores?.n).toBe(11);
      expect(found.seen).toEqual({ train: 5, valid: 2 });
      expect(found.unseen?.n).toBe(4);
    }
  });

  test('knows none of a file of new texts', async () => {
    const file = temporaryFile('new.csv', `text,label\n${strangers.join('\n')}\n`);
    const { scores, seen, unseen } = await evaluateOn(store, run, file);
    expect(seen).toEqual({ train: 0, valid: 0 });
    expect(unseen).toEqual(scores);
  });

  test('knows all of the file that it was trained on, but for what it was tested on', async () => {
    const file = temporaryFile('all.csv', `text,label\n${labelled.join('\n')}\n`);
    const { seen, unseen } = await evaluateOn(store, run, file);
    const tested = runPredictions(store, run).filter(({ part }) => part === 'test').length;
    expect(unseen?.n).toBe(tested);
    expect(seen!.train + seen!.valid).toBe(60 - tested);
  });

  test('of an earlier version finds what it learned from as long as its data are the same', async () => {
    const file = measured();
    store.db.prepare('DELETE FROM training_row').run();
    expect(await evaluateOn(store, run, file)).toMatchObject({ seen: { train: 5, valid: 2 } });
    const more = temporaryFile('more.csv', `text,label\n${strangers.join('\n')}\n`);
    await importFile(store, more, { as: 'labels', labels: 'sentiment' });
    expect(await evaluateOn(store, run, file)).toMatchObject({ scores: { n: 11 }, seen: null, unseen: null });
  });

  test('refuses labels that it does not know, with line, value and how many there are', async () => {
    const file = temporaryFile(
      'strange.csv',
      'text,label\nup it goes today,positive\n"down,\nit goes",Negativ\nsideways it goes,neutral\n',
    );
    await expect(evaluateOn(store, run, file)).rejects.toThrow(
      'strange.csv, line 3: the label "Negativ" is not one of the run\'s classes (negative, positive), nor are those of' +
        ' 1 more row. Did you mean "negative"?',
    );
  });
});

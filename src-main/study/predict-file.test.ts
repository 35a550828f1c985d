import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFile } from '../../test/support/workspace.ts';
import { importSample, trainedRun } from '../export/trained-run.testing.ts';
import { recognisedReading } from '../ingest/reading.ts';
import { documentById } from '../store/documents.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { runPredictions } from '../store/runs.ts';
import { explain, openReader, readText } from './explain.ts';
import {
  type FilePrediction,
  predictFile,
  type PredictedText,
  type PredictionHeading,
} from './predict-file.ts';
import { neighboursOfWords } from '../recipes/word2vec/predict-words.ts';

let store: WritableStore;
let alone: number;
let inContext: number;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
  alone = await trainedRun(store, { recipe: 'document-attention', epochs: 2, width: 8 });
  inContext = await trainedRun(store, {
    recipe: 'contextual-sentiment',
    contextModel: 'joint',
    epochs: 4,
    window: { n: 3 },
  });
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

async function predicted(
  run: number,
  file: string,
): Promise<{ rows: PredictedText[]; labelled: boolean; found: FilePrediction }> {
  const rows: PredictedText[] = [];
  let labelled = false;
  const sink = {
    begin: (heading: PredictionHeading) => {
      ({ labelled } = heading);
      return Promise.resolve();
    },
    take: (taken: readonly PredictedText[]) => {
      rows.push(...taken);
      return Promise.resolve();
    },
  };
  const found = await predictFile(store, { run, file, as: null, reading: recognisedReading }, sink, {
    signal: new AbortController().signal,
    onBytes: () => {},
  });
  return { rows, labelled, found };
}

const said = ['Lima unit earned two cents a share', 'a view, "of" Riga', 'nobody said this 77 times'];

describe('every text of a file is predicted as it is by itself', () => {
  test.each([
    ['said.txt', said.join('\n'), [null, null, null]],
    ['said.jsonl', said.map((text) => JSON.stringify({ text })).join('\n'), [null, null, null]],
    [
      'said.tsv',
      `text\tlabel\n${said.map((text) => `${text}\tpositive`).join('\n')}\n`,
      ['positive', 'positive', 'positive'],
    ],
    [
      'said.csv',
      `sentiment,text\nnegative,${said[0]}\n,"a view, ""of"" Riga"\npositive,${said[2]}\n`,
      ['negative', null, 'positive'],
    ],
  ])('%s', async (name, content, labels) => {
    const { rows, labelled, found } = await predicted(alone, temporaryFile(name, content));
    expect(rows.map(({ text }) => text)).toEqual(said);
    expect(rows.map(({ label }) => label)).toEqual(labels);
    expect({ labelled, texts: found.texts, unread: found.unread }).toEqual({
      labelled: labels[0] !== null,
      texts: 3,
      unread: 0,
    });
    const reader = await openReader(store, alone);
    try {
      for (const { text, predicted: as, probabilities } of rows) {
        const read = await readText(reader, text, []);
        for (const [at, share] of read.probabilities.entries())
          expect(probabilities[at]).toBeCloseTo(share, 5);
        expect(found.classes.indexOf(as)).toBe(read.probabilities.indexOf(Math.max(...read.probabilities)));
      }
    } finally {
      await reader.predictor.dispose();
    }
  });
});

test('a text of the workspace is read in its window, another one alone', async () => {
  const tested = runPredictions(store, inContext).filter(({ part }) => part === 'test');
  const first = tested.find(({ document }) => !documentById(store, document)!.text.includes('"'));
  const { text } = documentById(store, first!.document)!;
  const { rows, found } = await predicted(inContext, temporaryFile('two.txt', `${text}\n${said[2]}\n`));
  const { probabilities, probabilitiesWithoutContext } = await explain(store, {
    run: inContext,
    document: first!.document,
    window: null,
  });
  expect(found.inContext).toBe(1);
  expect(rows[0]!.probabilities[0]).toBeCloseTo(probabilities[0]!, 5);
  expect(Math.abs(probabilities[0]! - probabilitiesWithoutContext[0]!)).toBeGreaterThan(1e-4);
});

test('labels are compared under their names in the scheme, strange ones are counted', async () => {
  const zeroAndOne = said.map((text, i) => `${text.replaceAll(/[",]/g, '')},${i % 2}\n`).join('');
  const { rows, found } = await predicted(alone, temporaryFile('ids.csv', `text,label\n${zeroAndOne}`));
  const names = ['negative', 'positive', 'negative'];
  const right = rows.filter((row, i) => row.predicted === names[i]).length;
  expect(found.scores).toMatchObject({ n: 3, accuracy: right / 3 });
  const strange = await predicted(
    alone,
    temporaryFile('strange.csv', 'text,label\nup it goes,bullish\ndown it goes,negative\n'),
  );
  expect(strange.found).toMatchObject({ strangeLabels: 1, scores: { n: 1 } });
});

test('records without a text are counted and the first is told; files without texts are refused', async () => {
  const { found } = await predicted(
    alone,
    temporaryFile('holes.csv', 'text,label\nup,positive\n,negative\n'),
  );
  expect(found).toMatchObject({
    texts: 1,
    unread: 1,
    unreadRecords: [{ line: 3, message: 'the text is empty' }],
  });
  const prices = temporaryFile('prices.csv', 'Date,Symbol,Close\n2020-01-02,SPY,10\n2020-01-03,SPY,11\n');
  await expect(predicted(alone, prices)).rejects.toThrow(/read as prices, without any texts/);
  await expect(predicted(alone, '/nowhere/x.csv')).rejects.toThrow(/no such file/);
});

test('words have their neighbours, but for those that the run does not know', async () => {
  const run = await trainedRun(store, { recipe: 'word2vec', width: 8 });
  const found = await neighboursOfWords(store, run, 'earned earned zork', 4);
  expect(found).toMatchObject([
    { word: 'earned', nearest: { length: 4 } },
    { word: 'zork', nearest: null },
  ]);
  await expect(neighboursOfWords(store, run, 'zork', 4)).rejects.toThrow(/No word of "zork"/);
  await expect(neighboursOfWords(store, alone, 'earned', 4)).rejects.toThrow(/no word vectors/);
});

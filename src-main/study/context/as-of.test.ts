/** What is learned, chosen and weighed does not know what is tested, nor what came later. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { trainedRun } from '../../export/trained-run.testing.ts';
import { Random } from '../../random.ts';
import { readRun } from '../../runs/run-files.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { predictedRows } from '../../store/predicted-rows.ts';
import type { WritableStore } from '../../store/store.ts';
import type { ArmResult, TextScores } from './arm-result.ts';
import { tasksOf } from './plan.ts';
import { studyRequestSchema } from './request.ts';
import { StudyTasks } from './run-task.ts';

const count = 150;
const shares = { validShare: 0.2, testShare: 0.2 };
/** The first text that is tested. */
const tested = count * (1 - shares.testShare);

interface Row {
  at: number;
  text: string;
  /** '' where it has none. */
  label: string;
}

/** Words that stand in no other text. */
const wordsOf = (random: Random, many: number): string[] =>
  Array.from({ length: many }, () =>
    Array.from({ length: 6 }, () => 'bcdfghklmnprstvw'[random.below(16)]).join(''),
  );

/** Texts of one ticker, an hour apart, of words of their own beside the one that tells the label. */
function drawn(): Row[] {
  const random = new Random(4);
  return Array.from({ length: count }, (_, at) => {
    const label = random.uniform() < 0.5 ? 'up' : 'down';
    const tone = random.uniform() < 0.7 ? label : ['up', 'down'][random.below(2)]!;
    return { at, label, text: `${tone} ${wordsOf(random, 4).join(' ')}` };
  });
}

async function workspace(rows: readonly Row[]): Promise<WritableStore> {
  const store = temporaryStore();
  const lines = rows.map(
    ({ at, text, label }) => `${new Date(Date.UTC(2020, 0, 1, at)).toISOString()},ABC,${text},${label}`,
  );
  await importContent(store, 'posts.csv', `date,ticker,text,sentiment\n${lines.join('\n')}\n`);
  return store;
}

/** The same, but of those that are tested with other words, of which one is in all of them, and the other label. */
function otherwise(): Row[] {
  const random = new Random(5);
  return drawn().map((row) => {
    if (row.at < tested) return row;
    const label = row.label === 'up' ? 'down' : 'up';
    return { ...row, label, text: `strange ${wordsOf(random, 4).join(' ')}` };
  });
}

/** Texts without a label after all others. */
function afterwards(): Row[] {
  const random = new Random(6);
  return Array.from({ length: 40 }, (_, at) => ({
    at: count + 1 + at,
    text: `tomorrow up ${wordsOf(random, 3).join(' ')}`,
    label: '',
  }));
}

const settings = {
  recipe: 'contextual-sentiment',
  ...shares,
  width: 8,
  heads: 1,
  epochs: 2,
  contextEpochs: 2,
  window: { n: 3 },
  device: 'cpu',
};

/** All that a run learned or chose, and what it says of a part. */
async function learned(rows: readonly Row[]) {
  const store = await workspace(rows);
  const run = await trainedRun(store, { ...settings, ensemble: true });
  const { vocabulary, tensors, ngrams } = await readRun(store, run);
  const said = (part: string) =>
    predictedRows(store, run)
      .filter((row) => row.part === part)
      .map(({ probabilities, truth }) => ({ probabilities, truth }));
  return {
    learned: {
      words: vocabulary.words,
      weights: Object.entries(tensors).map(([name, { data }]) => [name, [...data]]),
      // How much the model and the n-grams count was chosen too.
      shares: ngrams && [ngrams.modelShare, ...ngrams.linear.bias, ...ngrams.linear.weights],
      grams: readFileSync(join(runFolder(store, run), 'ngrams.tsv'), 'utf8'),
      valid: said('valid'),
    },
    test: said('test'),
  };
}

/** What the arms of a study learned or chose, and what they say of the test part. */
async function studied(rows: readonly Row[]) {
  const config = trainConfigSchema.parse(settings);
  const request = studyRequestSchema.parse({
    encoders: [{ name: 'words', config }],
    arms: ['none', 'cross', 'uniform', 'label-history', 'floors'],
    seeds: 1,
    windows: [3],
  });
  const tasks = new StudyTasks(await workspace(rows), request);
  const context = { emit: () => {}, signal: new AbortController().signal };
  let text: TextScores | null = null;
  const results: ArmResult[] = [];
  for (const task of tasksOf(request)) {
    const done = await tasks.run(task, text, context);
    text = done.text ?? text;
    results.push(...done.results);
  }
  return {
    chosen: results.map(({ key, valid, epochs, tried, parameters }) => ({
      key,
      valid,
      epochs,
      tried,
      parameters,
    })),
    test: results.map(({ key, probabilities }) => ({ key, probabilities })),
  };
}

describe('what is learned and chosen is the same whatever is tested, to the bit', () => {
  test('of a run: words, weights, n-grams and their shares', async () => {
    const [own, other] = [await learned(drawn()), await learned(otherwise())];
    expect(own.learned.valid.length).toBeGreaterThan(20);
    expect(other.learned).toEqual(own.learned);
    expect(other.test).not.toEqual(own.test);
  });

  test('of a study: ways of reading context, label history and baselines', async () => {
    const [own, other] = [await studied(drawn()), await studied(otherwise())];
    expect(own.chosen.length).toBeGreaterThan(8);
    expect(other.chosen).toEqual(own.chosen);
    expect(other.test).not.toEqual(own.test);
  });
});

test('texts that come later change no prediction', async () => {
  const [own, other] = [await learned(drawn()), await learned([...drawn(), ...afterwards()])];
  expect(other).toEqual(own);
});

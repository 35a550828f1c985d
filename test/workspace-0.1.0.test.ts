/** A workspace that Contexture 0.1.0 wrote opens, and gives the answers that 0.1.0 gave; see `fixtures`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { mapRequestSchema } from '../src-main/companies/map-request.ts';
import { createProgram } from '../src-main/shells/terminal/program.ts';
import { migrations } from '../src-main/store/migrations/all.ts';
import { openStore } from '../src-main/store/open.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { listRuns, runMetrics } from '../src-main/store/runs.ts';
import { companyMap } from '../src-main/study/companies/map.ts';
import { curveOf } from '../src-main/study/curve.ts';

const folder = mkdtempSync(join(tmpdir(), 'contexture-'));
const workspace = join(folder, 'workspace');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the script in `fixtures` trained, in this order. */
const recipes = (
  'contextual-sentiment contextual-sentiment contextual-sentiment topic ' +
  'document-attention rnn-attention simple-transformer bert-classifier ' +
  'word2vec price-transformer company-embedding company-embedding ' +
  'document-attention document-attention document-attention document-attention'
).split(' ');
const classifiers = [1, 4, 5, 6, 7, 8, 13, 14, 15, 16];

const storedSchema = z.object({
  predictions: z.array(z.object({ run: z.number(), right: z.number() })),
  documents: z.number(),
  labels: z.number(),
});
let before: z.infer<typeof storedSchema>;
let answers: Record<string, unknown>;

/** What the database of 0.1.0 holds, read without any code of ours. */
function readDatabase(): z.infer<typeof storedSchema> {
  const db = new SQLite(join(workspace, 'contexture.db'));
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const predictions = db
    .prepare(
      `SELECT run_id AS run, avg(truth = predicted) AS right FROM prediction
       WHERE part = 'test' GROUP BY run_id ORDER BY run_id`,
    )
    .all();
  const stored = { predictions, documents: count('document'), labels: count('label') };
  db.close();
  return storedSchema.parse(stored);
}

beforeAll(() => {
  const archive = join(import.meta.dirname, 'fixtures/workspace-0.1.0.tar.gz');
  const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the archive of 0.1.0 was not unpacked: ${stderr}`);
  before = readDatabase();
  answers = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')));
});

/** Runs the command line in this process; the JSON object that it prints. */
async function contexture(...args: string[]): Promise<unknown> {
  const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const all = [...args, '--json', '--workspace', workspace];
    await (await createProgram({ json: true })).parseAsync(all, { from: 'user' });
    return JSON.parse(String(printed.mock.calls.at(-1)?.[0]));
  } finally {
    printed.mockRestore();
  }
}

async function opened<T>(use: (store: WritableStore) => T): Promise<T> {
  const store = openStore(workspace);
  try {
    return use(store);
  } finally {
    store.close();
  }
}

const numbers = z.array(z.number()).nonempty();
const namedNumbers = z.record(z.string(), z.number());

/** Every list of numbers in a JSON value, and the values of every object that has nothing but numbers. */
function listsIn(value: unknown): number[][] {
  if (typeof value !== 'object' || value === null) return [];
  const values: unknown[] = Object.values(value);
  const found = numbers.safeParse(value).data ?? Object.values(namedNumbers.safeParse(value).data ?? {});
  return [...(found.length > 0 ? [found] : []), ...values.flatMap(listsIn)];
}

function near(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, i) => Math.abs(value - other[i]!) < 1e-5);
}

test('the database is migrated, after a copy was made, and loses nothing', async () => {
  await opened(({ db }) => {
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)!.version);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });
  expect(readDatabase()).toEqual(before);
  expect(existsSync(join(workspace, 'contexture.db.before-schema-6'))).toBe(true);
});

test('every run is listed, in the state in which it ended', async () => {
  await contexture('runs');
  const rows = await opened((store) => listRuns(store).reverse());
  expect(rows.map(({ recipe }) => recipe)).toEqual(recipes);
  expect(rows.map(({ state }) => state)).toEqual(
    recipes.map((_, i) => ({ 1: 'cancelled', 2: 'failed' })[i] ?? 'done'),
  );
  expect(rows.map(({ version }) => version)).toEqual(recipes.map(() => '0.1.0'));
});

const scored = z.object({ n: z.number(), accuracy: z.number() });

/** The accuracies of every part in a result, whatever its name; `n`: only of parts with so many texts. */
function accuraciesIn(value: unknown, n: number | null = null): number[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = scored.safeParse(value).data;
  const inside = Object.values(value).flatMap((part) => accuraciesIn(part, n));
  return own && (n === null || own.n === n) ? [own.accuracy, ...inside] : inside;
}

/** Labelled texts of the test part. The validation part has fewer, and 0.1.0 did not store all of its scores. */
const tested = 34;

/**
 * The accuracies of the model of a run and its baselines on the test part, in order of size. That of an ensemble is not
 * compared: the weights of an ensemble are chosen in another way than by 0.1.0.
 */
async function testAccuracies(run: number): Promise<number[]> {
  const { ensemble: _, ...measured } = z.looseObject({}).parse(await contexture('evaluate', `${run}`));
  return accuraciesIn(measured, tested).toSorted((a, b) => a - b);
}

test('the scores of a run are those of its stored predictions', async () => {
  expect(before.predictions.map(({ run }) => run)).toEqual(expect.arrayContaining(classifiers));
  for (const { run, right } of before.predictions) {
    const {
      baselines: _,
      valid: __,
      ...own
    } = z.looseObject({}).parse(await contexture('evaluate', `${run}`));
    expect({ run, accuracies: accuraciesIn(own) }).toEqual({
      run,
      accuracies: expect.arrayContaining([expect.closeTo(right, 10)]),
    });
  }
});

const names = ['tokens', 'symbol', 'day', 'classes'] as const;
const answerSchema = z.looseObject({
  items: z.array(z.object({ document: z.object({ id: z.number() }) })).optional(),
  words: z
    .array(z.object({ nearest: z.array(z.object({ word: z.string(), cosine: z.number() })) }))
    .optional(),
  neighbours: z.array(z.object({ symbol: z.string(), similarity: z.number() })).optional(),
});

/** What an answer names: texts of the window, words, companies, in their order. */
function namesIn(value: unknown) {
  const answer = answerSchema.parse(value);
  return {
    ...Object.fromEntries(names.map((name) => [name, answer[name]])),
    items: answer.items?.map(({ document }) => document.id),
    words: answer.words?.map(({ nearest }) => nearest.map(({ word }) => word)),
    neighbours: answer.neighbours?.map(({ symbol }) => symbol),
  };
}

/** The probabilities and weights of an answer, and how near its words or companies are. */
function valuesIn(value: unknown): number[][] {
  const { words = [], neighbours = [] } = answerSchema.parse(value);
  const near = [
    ...words.map(({ nearest }) => nearest.map(({ cosine }) => cosine)),
    neighbours.map(({ similarity }) => similarity),
  ];
  return [...listsIn(value), ...near.filter((list) => list.length > 0)];
}

const text = 'Avenix earned twelve cents a share in Lima';

describe('today answers as 0.1.0 did', () => {
  test.each([
    [['predict', '1', '--text', text, '--company', 'AVQX', '--at', '2024-03-20T00:00']],
    ...[4, 5, 6, 7, 8, 13].map((run) => [['predict', `${run}`, '--text', text]]),
    [['predict', '9', '--text', 'earned']],
    [['predict', '10', '--company', 'AVQX']],
    [['neighbours', 'AVQX', '--run', '11']],
    [['neighbours', 'AVQX', '--run', '12']],
  ])('%j', async (args) => {
    const then = answers[args.join(' ')];
    // It knew the plain cosine alone.
    const plain = args[0] === 'neighbours' ? ['--metric', 'cosine'] : [];
    const now = await contexture(...args, ...plain);
    expect(namesIn(now)).toEqual(namesIn(then));
    const given = valuesIn(now);
    const wanted = valuesIn(then);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((list) => !given.some((other) => near(list, other)))).toEqual([]);
  });

  test('companies', async () => {
    const listed = z.object({ companies: z.array(z.looseObject({ symbol: z.string() })) });
    const [then, now] = [answers['companies'], await contexture('companies')].map((value) =>
      listed
        .parse(value)
        .companies.map(({ symbol, documents, labelled }) => ({ symbol, documents, labelled })),
    );
    expect(now).toEqual(then);
  });
});

test('why a killed run has no result is said once', async () => {
  const message = await contexture('evaluate', '3').catch(String);
  expect(message).toContain('The process that trained this run ended before the run did.');
  expect(message).not.toContain('Go on with');
});

test.each([2, 3])('run %i, stopped by 0.1.0, ends where 0.1.0 ends without a stop', async (run) => {
  await contexture('train', '--resume', `${run}`);
  await opened((store) => {
    const metrics = (id: number) =>
      runMetrics(store, id).map(({ name, epoch, value }) => ({
        name,
        epoch,
        value: expect.closeTo(value, 6),
      }));
    expect(runMetrics(store, run)).toMatchObject(metrics(1));
    expect(runMetrics(store, run)).toHaveLength(runMetrics(store, 1).length);
  });
  const whole = await testAccuracies(1);
  // The model and four baselines.
  expect(whole).toHaveLength(5);
  expect(await testAccuracies(run)).toEqual(whole);
});

// Run 6 also stacks its model with n-grams.
test.each([5, 6])('settings of run %i, written by 0.1.0, train it again', async (run) => {
  const config = join(workspace, `runs/${run}/config.json`);
  const again = z.object({ run: z.number() }).parse(await contexture('train', '--config', config));
  const whole = await testAccuracies(run);
  expect(whole.length).toBeGreaterThanOrEqual(5);
  expect(await testAccuracies(again.run)).toEqual(whole);
});

test('the learning curve has its two sizes, with two seeds each', async () => {
  const curve = await opened((store) => curveOf(store, 13));
  expect(curve.points.map(({ size, runs }) => [size, runs])).toEqual([
    [10, [13, 14]],
    [50, [15, 16]],
  ]);
});

test.each([11, 12])('the companies of run %i have a map', async (run) => {
  const work = { signal: new AbortController().signal, progress: () => {} };
  const { points } = await opened((store) => companyMap(store, mapRequestSchema.parse({ run }), work));
  expect(points.map(({ symbol }) => symbol).toSorted()).toEqual(
    'AVQX DRMQ FNWKQ IKLQ LMNQ PLRQ VNTQ YNQT'.split(' '),
  );
  expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
});

test('runs are compared down to the texts on which they differ', async () => {
  const compared = z.looseObject({}).parse(await contexture('compare', '1', '5'));
  expect(accuraciesIn(compared)).toEqual(
    expect.arrayContaining(
      before.predictions
        .filter(({ run }) => [1, 5].includes(run))
        .map(({ right }) => expect.closeTo(right, 10)),
    ),
  );
});

test.each([
  ...[1, 4, 5, 6, 7, 8, 10].map((run) => [run, 'onnx'] as const),
  ...[9, 11, 12].map((run) => [run, 'tsv'] as const),
])('run %i is exported as %s', async (run, format) => {
  const out = join(folder, `run-${run}`);
  await contexture('export', `${run}`, '--format', format, '--out', out);
  expect(readdirSync(out)).toContainEqual(expect.stringMatching(format === 'onnx' ? /\.onnx$/u : /\.tsv$/u));
});

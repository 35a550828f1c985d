import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { importFile } from '../../ingest/import.ts';
import type { ScoresResult } from '../../results/classified.ts';
import type { Scores } from '../../results/scores.ts';
import type { WordsResult } from '../../results/words.ts';
import { openStore } from '../../store/open.ts';
import { savePredictions } from '../../store/predicted-rows.ts';
import { createRun, updateRun } from '../../store/runs.ts';
import { answerOf, commandLine } from '../../../test/support/command.ts';

const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

// Documents 1 to 5 in this order; 2 says what 1 says, and 5 has no ticker that the others have.
const texts = `text,date,ticker,author
"Profit, at last",2020-01-01T00:00:00Z,AAA,ann
RT @ann: Profit at last,2020-01-01T00:01:00Z,AAA,bob
=1+1 is the whole forecast,2020-01-01T00:10:00Z,AAA BBB,ann
Loss again and again,2020-01-01T00:30:00.500Z,AAA,ann
Nothing new under the sun,2020-01-02T00:00:00Z,CCC,cid
`;
const labels = 'text,mood\n"Profit, at last",good\nLoss again and again,bad\n';
const prices = 'Date,Symbol,Close\n2020-01-02,DDD,10\n2020-01-03,DDD,11\n';
const runs = { classifier: 0, words: 0, running: 0 };

beforeAll(async () => {
  const store = openStore(workspace);
  for (const [name, content, scheme] of [
    ['texts.csv', texts, null],
    ['moods.csv', labels, 'mood'],
    ['prices.csv', prices, null],
  ] as const) {
    writeFileSync(join(workspace, name), content);
    await importFile(store, join(workspace, name), { as: scheme && 'labels', labels: scheme });
  }
  store.db
    .prepare(
      "INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (4, 'mood', 'manual', 'good', 0)",
    )
    .run();
  runs.classifier = createRun(store, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
  const scores: Scores = {
    n: 4,
    accuracy: 0.5,
    macroF1: 0.4,
    weightedF1: 0.45,
    classes: ['good', 'bad'],
    perClass: [],
    confusion: [],
  };
  const trained = { version: 1, device: 'cpu', seconds: 2, parameters: 1, epochs: 1 } as const;
  const split = { train: 1, valid: 1, test: 4, leftOut: 0, trainUntil: null, testFrom: null } as const;
  const result: ScoresResult = {
    ...trained,
    kind: 'scores',
    run: runs.classifier,
    recipe: 'topic',
    split: { ...split, by: 'time' },
    test: scores,
    valid: { ...scores, accuracy: 0.75 },
    baselines: {},
  };
  updateRun(store, runs.classifier, { state: 'done', seconds: 2, result: JSON.stringify(result) });
  savePredictions(store, runs.classifier, [
    { document: 4, part: 'test', truth: 'bad', predicted: 'bad', probabilities: [0.25, 0.75] },
    { document: 1, part: 'test', truth: 'good', predicted: 'bad', probabilities: [0.125, 0.875] },
    {
      document: null,
      line: 9,
      text: 'A row of a file',
      part: 'test',
      truth: 'bad',
      predicted: 'good',
      probabilities: [0.5, 0.5],
    },
    { document: 3, part: 'valid', truth: 'good', predicted: 'good', probabilities: [1, 0] },
  ]);
  runs.words = createRun(store, { recipe: 'word2vec', config: '{"recipe":"word2vec"}', version: '1' });
  const words: WordsResult = {
    ...trained,
    kind: 'words',
    run: runs.words,
    recipe: 'word2vec',
    texts: 1,
    words: 1,
    validLoss: 0.5,
    neighbours: [],
  };
  updateRun(store, runs.words, { state: 'done', result: JSON.stringify(words) });
  runs.running = createRun(store, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
  store.close();
});

const contexture = (...args: string[]) => answerOf(workspace, ...args, '--workspace', workspace);

/** What a command writes as CSV, as records. */
async function csv(...args: string[]): Promise<Record<string, string>[]> {
  const { status, out, err } = await contexture(...args, '--format', 'csv');
  expect({ status, err }).toEqual({ status: 0, err: expect.stringMatching(/^\d+ rows?\n$/m) });
  return z.array(z.record(z.string(), z.string())).parse(parse(out, { columns: true }));
}

describe('documents', () => {
  test('have their tickers, their source and the label that counts', async () => {
    const rows = await csv('documents');
    expect(rows[0]).toEqual({
      document: '1',
      published_at: '2020-01-01T00:00:00.000Z',
      author: 'ann',
      text: 'Profit, at last',
      url: '',
      verified: 'false',
      retweet: 'false',
      near_duplicate_group: '1',
      tickers: 'AAA',
      source_file: 'texts.csv',
      source_line: '2',
      label_mood: 'good',
      origin_mood: 'import',
    });
    expect(
      rows.map(({ document, tickers, near_duplicate_group: group }) => [document, tickers, group]),
    ).toEqual([
      ['1', 'AAA', '1'],
      ['2', 'AAA', '1'],
      ['3', 'AAA|BBB', '3'],
      ['4', 'AAA', '4'],
      ['5', 'CCC', '5'],
    ]);
    // What a person says of document 4 counts before what the file says.
    expect(rows[3]).toMatchObject({ label_mood: 'good', origin_mood: 'manual' });
    expect(rows[2]).toMatchObject({ text: "'=1+1 is the whole forecast", label_mood: '', origin_mood: '' });
  });

  test.each([
    [['--company', 'bbb'], ['3']],
    [
      ['--company', '$bbb,CCC'],
      ['3', '5'],
    ],
    [
      ['--company', 'BBB', 'CCC'],
      ['3', '5'],
    ],
    [
      ['--company', 'BBB', '--company', 'CCC'],
      ['3', '5'],
    ],
    [
      ['--from', '2020-01-01T00:10Z'],
      ['3', '4', '5'],
    ],
    [
      ['--to', '2020-01-01T00:10Z'],
      ['1', '2'],
    ],
    [
      ['--labelled', 'mood', '--company', 'AAA'],
      ['1', '2', '4'],
    ],
    [
      ['--limit', '2'],
      ['1', '2'],
    ],
  ])('%j', async (args, documents) => {
    expect((await csv('documents', ...args)).map(({ document }) => document)).toEqual(documents);
  });
});

test('windows have a row for each text before, the most recent first', async () => {
  const rows = await csv('windows', '-n', '2', '--near-duplicates');
  const read = rows.map((row) => [
    row['document'],
    row['position'],
    row['context_document'],
    row['age_seconds'],
  ]);
  // Document 1 is the first of AAA, and 5 the only one of CCC: their windows are empty.
  expect(read).toEqual([
    ['2', '1', '1', '60'],
    ['4', '1', '3', '1200.5'],
    ['4', '2', '2', '1740.5'],
    ['3', '1', '2', '540'],
    ['3', '2', '1', '600'],
  ]);
  expect(rows[2]).toMatchObject({
    published_at: '2020-01-01T00:30:00.500Z',
    context_published_at: '2020-01-01T00:01:00.000Z',
    tickers: 'AAA',
    scope: 'company',
  });
  const strict = await csv('windows', '--labelled', 'mood', '--scope', 'author', '--max-age', '0.5');
  expect(strict.map((row) => [row['document'], row['context_document']])).toEqual([['4', '3']]);
});

test('labels have their origin, and say which of them counts', async () => {
  const read = (await csv('labels')).map((row) => [
    row['document'],
    row['value'],
    row['origin'],
    row['counts'],
  ]);
  expect(read).toEqual([
    ['1', 'good', 'import', 'true'],
    ['2', 'good', 'import', 'true'],
    ['4', 'bad', 'import', 'false'],
    ['4', 'good', 'manual', 'true'],
  ]);
  expect(await csv('labels', '--origin', 'manual', '--scheme', 'mood')).toHaveLength(1);
});

test('predictions have one column per class, and what was not kept is said', async () => {
  const rows = await csv('predictions', String(runs.classifier));
  expect(
    rows.map((row) => [row['part'], row['document'], row['predicted'], row['p_good'], row['p_bad']]),
  ).toEqual([
    ['test', '4', 'bad', '0.25', '0.75'],
    ['test', '1', 'bad', '0.125', '0.875'],
    ['test', '', 'good', '0.5', '0.5'],
    ['valid', '3', 'good', '1', '0'],
  ]);
  expect(rows[1]).toMatchObject({ truth: 'good', text: 'Profit, at last', run: String(runs.classifier) });
  const { err } = await contexture(
    'predictions',
    String(runs.classifier),
    '--part',
    'test',
    '--format',
    'jsonl',
  );
  expect(rows[2]).toMatchObject({ line: '9', text: 'A row of a file', published_at: '', tickers: '' });
  expect(err).toContain('3 rows\n');
  expect(err).toContain('was scored on 4 texts, but only 3 of them have a prediction');
});

test('companies and runs are the same rows that are listed, those with prices alone too', async () => {
  const companies = await csv('companies');
  const read = companies.map((row) => [row['ticker'], row['documents'], row['price_days'], row['first_at']]);
  expect(read).toEqual([
    ['AAA', '4', '0', '2020-01-01T00:00:00.000Z'],
    ['BBB', '1', '0', '2020-01-01T00:10:00.000Z'],
    ['CCC', '1', '0', '2020-01-02T00:00:00.000Z'],
    ['DDD', '0', '2', ''],
  ]);
  const [, , classifier] = await csv('runs');
  expect(classifier).toMatchObject({
    recipe: 'topic',
    test_accuracy: '0.5',
    valid_accuracy: '0.75',
    test_n: '4',
  });
  expect(JSON.parse((await csv('runs'))[0]!['config']!)).toMatchObject({ recipe: 'topic' });
});

describe('--out', () => {
  test('writes a new file whose ending says the format, and never over another', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'd.parquet');
    const { status, out: json } = await contexture('documents', '--out', out, '--json');
    expect({ status, found: JSON.parse(json) as unknown }).toMatchObject({
      status: 0,
      found: { table: 'documents', rows: 5, format: 'parquet', out },
    });
    const rows = await parquetReadObjects({ file: new Uint8Array(readFileSync(out)).buffer });
    expect(rows[3]).toMatchObject({
      document: 4n,
      published_at: new Date('2020-01-01T00:30:00.500Z'),
      verified: false,
      label_mood: 'good',
    });

    writeFileSync(join(folder, 'mine.csv'), 'mine');
    const again = await contexture('labels', '--out', join(folder, 'mine.csv'));
    expect(again).toMatchObject({ status: 2, err: expect.stringContaining('already exists') });
    expect(readFileSync(join(folder, 'mine.csv'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).sort()).toEqual(['d.parquet', 'mine.csv']);
  });

  test('leaves nothing behind where the table cannot be made', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'p.csv');
    expect((await contexture('predictions', '99', '--out', out)).status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('without a format', () => {
  test('people see the first rows, and how many there are', async () => {
    const { out } = await contexture('documents', '--limit', '2');
    expect(out).toMatch(/^document +published_at +author +tickers +text$/m);
    expect(out).toContain('2 of 5 rows;');
    expect((await contexture('documents')).out).not.toContain('of 5 rows');
  });

  test('--json has them in one object that says whether there are more', async () => {
    const { out } = await contexture('labels', '--limit', '3', '--json');
    expect(JSON.parse(out)).toMatchObject({ table: 'labels', total: 4, more: true, records: { length: 3 } });
    const shapes = z.object({
      companies: z.array(z.object({ symbol: z.string() })),
      prices: z.array(z.unknown()),
    });
    const { companies, prices } = shapes.parse(JSON.parse((await contexture('companies', '--json')).out));
    expect(companies.map(({ symbol }) => symbol)).toEqual(['AAA', 'BBB', 'CCC']);
    expect(prices).toHaveLength(1);
  });
});

describe('a wrong use is told in a sentence', () => {
  test.each([
    [['documents', '--company', 'AAB'], 'There is no ticker AAB. Did you mean "AAA"'],
    [['labels', '--scheme', 'mod'], 'There is no label scheme "mod". Did you mean "mood"?'],
    [['windows', '--labelled', 'modo'], 'There is no label scheme "modo". Did you mean "mood"?'],
    [['documents', '--from', 'yesterday'], '"yesterday" is not a time'],
    [['documents', '--from', '2020-01-02', '--to', '2020-01-01'], '--from must be before --to'],
    [['documents', '--limit', '0'], '--limit takes a whole number of 1 or more, not "0"'],
    [['documents', '--out', 'd.xlsx'], 'The format of d.xlsx is not known'],
    [['documents', '--out', 'absent/d.csv'], 'there is no folder absent'],
    [['windows', '-n', '-3'], '-n takes a whole number from 0 to 128, not "-3"'],
    [['windows', '--max-age', 'abc'], '--max-age takes a number of hours above 0, not "abc"'],
    [['context', '--company', 'AAA', '-n', '-3'], '-n takes a whole number from 0 to 128, not "-3"'],
    [
      ['context', '--company', 'AAA', '--max-age', '-1'],
      '--max-age takes a number of hours above 0, not "-1"',
    ],
    [['context', '--company', 'aab'], 'There is no ticker aab. Did you mean "AAA"'],
    [['context', '--document', '77'], 'There is no document 77. The documents are numbered 1 to 5.'],
    [['neighbours', 'AAA', '-k', '0'], '-k takes a whole number of 1 or more, not "0"'],
    [['show', '77'], 'There is no document 77. The documents are numbered 1 to 5.'],
    [['search', '???'], '"???" contains no word to search for'],
    [['search', 'profit', '--company', 'ABA'], 'There is no ticker ABA.'],
  ])('%j', async (args, message) => {
    const { status, out, err } = await contexture(...args);
    // With --json an error is the one object of standard output, too.
    expect({ status, out, err }).toEqual({
      status: 2,
      out: args.includes('--json') ? err : '',
      err: expect.stringContaining(message),
    });
  });

  test('also where two things would be written to standard output', async () => {
    const { status, out } = await contexture('documents', '--format', 'csv', '--json');
    expect({ status, out }).toEqual({ status: 2, out: expect.stringContaining('name a file with --out') });
  });

  test('--csv writes all rows, and --columns chooses among all columns', async () => {
    const { out } = await contexture('documents', '--csv', '--columns', 'tickers,document');
    expect(out).toBe('tickers,document\r\nAAA,1\r\nAAA,2\r\nAAA|BBB,3\r\nAAA,4\r\nCCC,5\r\n');
    expect((await contexture('documents', '--columns', 'documnt')).err).toContain('Did you mean "document"?');
  });

  test('also of a run without predictions of texts', async () => {
    expect((await contexture('predictions', String(runs.words))).err).toContain(
      'word2vec does not classify texts',
    );
    expect((await contexture('predictions', String(runs.running))).err).toContain('has not been tested');
  });
});

test('text that a spreadsheet would run is led by an apostrophe, unless that is refused', async () => {
  const file = temporaryFile('formulas.csv', 'text,date,ticker\n=1+1 is up,2020-01-01,AAA\n');
  const other = ['--workspace', temporaryFolder()];
  await contexture('import', file, ...other);
  for (const command of [
    ['documents', '--csv'],
    ['documents', '--format', 'csv'],
  ]) {
    expect((await contexture(...command, ...other)).out).toContain(",'=1+1 is up");
    expect((await contexture(...command, '--no-csv-guard', ...other)).out).toContain(',=1+1 is up');
  }
});

test('a reader who has had enough ends a command in silence', async () => {
  // More than a pipe holds, so that the command still writes when its reader has gone.
  const rows = Array.from({ length: 4000 }, (_, i) => `text ${i} ${'long '.repeat(20)},2020-01-01,AAA`);
  const many = temporaryFile('many.csv', `text,date,ticker\n${rows.join('\n')}\n`);
  const other = temporaryFolder();
  const cli = `"${process.execPath}" "${commandLine}"`;
  const run = (command: string) => spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
  run(`${cli} import "${many}" --workspace "${other}"`);
  for (const format of ['csv', 'jsonl']) {
    const { status, stdout, stderr } = run(
      `${cli} documents --format ${format} --workspace "${other}" | head -c 10`,
    );
    expect({ status, stderr, letters: stdout.length }).toEqual({ status: 0, stderr: '', letters: 10 });
  }
});

test('context takes a ticker in any case, with a dollar sign', async () => {
  const { out } = await contexture('context', '--company', '$aaa', '--at', '2020-01-01T00:05Z', '-n', '1');
  expect(out).toMatch(/^ *2 +2020-01-01 00:01:00 +4 min +bob /m);
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { drawnPrices, importSample, trainedRun } from '../../export/trained-run.testing.ts';
import { importFile } from '../../ingest/import.ts';
import { openStore } from '../../store/open.ts';
import { nameClasses } from '../../store/class-names.ts';
import { listCompanies } from '../../store/companies.ts';
import { trainingRows } from '../../store/predicted-rows.ts';
import { textsByIds } from '../../store/texts.ts';
import { runPredictions } from '../../store/runs.ts';
import { answerOf } from '../../../test/support/command.ts';

const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));
const runs = { text: '', context: '', words: '', companies: '', prices: '' };
let document = '';

beforeAll(async () => {
  const store = openStore(workspace);
  try {
    await importSample(store);
    writeFileSync(join(workspace, 'prices.csv'), drawnPrices(90));
    await importFile(store, join(workspace, 'prices.csv'), { as: null, labels: null });
    const trained = async (settings: object) => String(await trainedRun(store, settings));
    runs.text = await trained({ recipe: 'document-attention', heads: 2 });
    runs.context = await trained({
      recipe: 'contextual-sentiment',
      contextModel: 'joint',
      window: { n: 3 },
    });
    runs.words = await trained({ recipe: 'word2vec', width: 8 });
    runs.companies = await trained({ recipe: 'company-embedding', width: 8 });
    runs.prices = await trained({ recipe: 'price-transformer' });
    document = String(runPredictions(store, Number(runs.context)).at(-1)!.document);
  } finally {
    store.close();
  }
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const contexture = (...args: string[]) => answerOf(temporaryFolder(), ...args, '--workspace', workspace);

/** The numbers in percent of the lines that a pattern matches. */
function shares(out: string, line: RegExp): number[] {
  return [...out.matchAll(line)].map(([, share]) => Number(share));
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe('predict', () => {
  test('a text shows its classes, and every word with what each head gave it', async () => {
    const { status, out } = await contexture('predict', runs.text, '--text', 'Lima unit earned $2 @joe');
    expect(status).toBe(0);
    expect(sum(shares(out, /^(?:negative|positive) +([\d.]+) %/gm))).toBeCloseTo(100, 0);
    expect(out).toMatch(/^attention +head 1 +head 2 +word$/m);
    const words = [...out.matchAll(/^[\d.]+ %(?: +[\d.]+ %){2} +(\S+)$/gm)].map(([, word]) => word);
    expect(words).toEqual(['lima', 'unit', 'earned', '$', '2', '<mention>']);
    expect(sum(shares(out, /^([\d.]+) %(?: +[\d.]+ %){2} +\S+$/gm))).toBeCloseTo(100, 0);
  });

  test('a text without a word is refused', async () => {
    const { status, err } = await contexture('predict', runs.text, '--text', ' ');
    expect(status).toBe(2);
    expect(err).toContain('The text is empty; give --text some words');
  });

  test('a document shows the texts before it, and which of their words were read', async () => {
    const { out } = await contexture('predict', runs.context, '--document', document);
    expect(out).toMatch(/^attention +age +text +top words$/m);
    const given = shares(out, /^([\d.]+) % +\d+ (?:s|min|h|d) .* [\d.]+ %, \S+ [\d.]+ %, \S+ [\d.]+ %$/gm);
    expect(given).toHaveLength(3);
    expect(sum(given)).toBeCloseTo(100, 0);
    const { out: json } = await contexture('predict', runs.context, '--document', document, '--json');
    const read = z
      .object({
        probabilities: z.record(z.string(), z.number()),
        items: z.array(z.object({ tokens: z.array(z.string()), weights: z.array(z.array(z.number())) })),
      })
      .parse(JSON.parse(json));
    expect(Object.keys(read.probabilities)).toEqual(['negative', 'positive']);
    for (const { tokens, weights } of read.items) {
      for (const head of weights) expect(head).toHaveLength(tokens.length);
    }
  });

  test('says how many texts it was read after and how old they are', async () => {
    const read = async (...args: string[]) => {
      const asked = ['predict', runs.context, '--text', 'Lima unit earned $2', ...args];
      const { window } = z
        .object({
          window: z.object({
            texts: z.int(),
            youngestAgeMs: z.number().nullable(),
            oldestAgeMs: z.number().nullable(),
            stale: z.boolean(),
          }),
        })
        .parse(JSON.parse((await contexture(...asked, '--json')).out));
      return { ...(await contexture(...asked)), window };
    };
    const store = openStore(workspace);
    const { symbol, firstAt, lastAt } = listCompanies(store)[0]!;
    store.close();
    const at = (time: number) => new Date(time).toISOString();

    const soon = await read('--company', symbol.toLowerCase(), '--at', at(lastAt! + 60_000));
    expect(soon.window).toMatchObject({ texts: 3, youngestAgeMs: 60_000, stale: false });
    expect(soon.out).toMatch(new RegExp(`^Read in context: 3 texts of ${symbol}, 60 s to .+ before `, 'm'));
    expect(soon.out).not.toContain('Warning');
    expect(soon.out).toMatch(/^class .*in context/m);

    const late = await read('--company', symbol, '--at', at(lastAt! + 5 * 365.25 * 86_400_000));
    expect(late.window).toMatchObject({ texts: 3, stale: true });
    expect(late.out).toMatch(/Warning: the most recent of them was published 5 years earlier/);
    // The table below says the same.
    expect(late.out).toMatch(/% +5 years /);
    const now = await read('--company', symbol);
    expect(now.out).toContain('Without --at a text is read as of now');
    const future = await read('--company', symbol, '--at', at(Date.now() + 86_400_000));
    expect(future.out).toMatch(/^\d{4}.* UTC is in the future/m);

    const before = await read('--company', symbol, '--at', at(firstAt! - 1));
    expect(before.window).toEqual({ texts: 0, youngestAgeMs: null, oldestAgeMs: null, stale: false });
    expect(before.out).toContain(`Read without context: no earlier text of ${symbol} before `);
    expect(before.out).toContain('; the first is from ');
    const alone = await read();
    expect(alone.out).toContain('Read without context: no --company was given');
    for (const { out } of [before, alone]) expect(out).not.toMatch(/^class .*context/m);

    const { out } = await contexture('predict', runs.text, '--text', 'Lima unit');
    expect(out).toContain(`Read without context: run ${runs.text} reads no context.`);
    expect(out).not.toMatch(/^class .*context/m);
    const unknown = await contexture('predict', runs.context, '--text', 'up', '--company', 'ZZZZ');
    expect(unknown).toMatchObject({ status: 2, err: expect.stringContaining('There is no ticker ZZZZ') });
  });

  const content = 'text,label\n"up, it goes",positive\ndown it goes,negative\n"says ""no""",positive\n';

  test('a file becomes CSV on standard output; what is told of it goes to standard error', async () => {
    const file = temporaryFile('said.csv', content);
    const { status, out, err } = await contexture('predict', runs.text, '--file', file);
    expect(status).toBe(0);
    const rows = z.array(z.record(z.string(), z.string())).parse(parse(out, { columns: true }));
    expect(rows.map(({ text, label }) => [text, label])).toEqual([
      ['up, it goes', 'positive'],
      ['down it goes', 'negative'],
      ['says "no"', 'positive'],
    ]);
    for (const { predicted, negative, positive } of rows) {
      expect(Number(negative) + Number(positive)).toBeCloseTo(1, 5);
      expect(predicted).toBe(Number(positive) > Number(negative) ? 'positive' : 'negative');
    }
    const right = rows.filter(({ label, predicted }) => label === predicted).length;
    expect(err).toContain('said.csv: 3 texts read');
    expect(err).toMatch(new RegExp(`^run ${runs.text} +3 +${((100 * right) / 3).toFixed(1)} %`, 'm'));
  });

  test('or JSON lines in a new file, with a result in JSON', async () => {
    const file = temporaryFile('said.csv', content);
    const out = join(temporaryFolder(), 'said.jsonl');
    const { status, out: json } = await contexture(
      'predict',
      runs.text,
      '--file',
      file,
      '--out',
      out,
      '--json',
    );
    expect({ status, found: JSON.parse(json) as unknown }).toMatchObject({
      status: 0,
      found: { texts: 3, unread: 0, out, scores: { n: 3 } },
    });
    const row = z.object({
      text: z.string(),
      label: z.string(),
      predicted: z.string(),
      probabilities: z.object({ negative: z.number(), positive: z.number() }),
    });
    const rows = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => row.parse(JSON.parse(line)));
    expect(rows.map(({ text }) => text)).toEqual(['up, it goes', 'down it goes', 'says "no"']);

    const again = await contexture('predict', runs.text, '--file', file, '--out', out);
    expect(again).toMatchObject({ status: 2, err: expect.stringContaining('already exists') });
  });

  test('predictions keep the columns of their file and its spelling, with the line of each record', async () => {
    const file = temporaryFile(
      'mixed.csv',
      'Id,Body,sentiment,line,Id\n7,"up, it\ngoes",1,x,a\n8,,0,y,b\n9,down &amp; out,0,z,c\n10,broken\n11,flat,,w,d\n',
    );
    const { status, out, err } = await contexture(
      'predict',
      runs.text,
      '--file',
      file,
      '--columns',
      'text=Body',
    );
    expect({ status, err }).toMatchObject({ status: 0 });
    const [heading, ...rows] = z.array(z.array(z.string())).parse(parse(out));
    expect(heading!.join()).toBe(
      `line_run${runs.text},Id,Body,sentiment,line,Id_2,label_as,predicted,negative,positive`,
    );
    expect(rows.map((row) => row.slice(0, 7))).toEqual([
      ['2', '7', 'up, it\ngoes', '1', 'x', 'a', 'positive'],
      ['5', '9', 'down &amp; out', '0', 'z', 'c', 'negative'],
      ['7', '11', 'flat', '', 'w', 'd', ''],
    ]);
    expect(err).toContain(`The column "line" is written as "line_run${runs.text}", since`);
    expect(err).toContain('The column "Id" is written as "Id_2", since');
    expect(err).toMatch(/^2 records were skipped:\n {2}line 4: the text is empty\n {2}line 6: 2 columns/m);
  });

  test('JSON objects keep their keys and the types of their values', async () => {
    const rows = [
      { id: 5, text: 'up it goes', tags: ['a', 'b'], predicted: null },
      { id: 6, text: 'down it goes', tags: [], predicted: 'x' },
    ];
    const file = temporaryFile('rows.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const { out } = await contexture('predict', runs.text, '--file', file, '--json');
    const [first, second, result] = out
      .trimEnd()
      .split('\n')
      .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
    expect([first, second]).toMatchObject(rows.map((row, at) => ({ line: at + 1, ...row })));
    expect(first![`predicted_run${runs.text}`]).toMatch(/^(?:negative|positive)$/);
    expect(result).toMatchObject({
      renamedColumns: [{ from: 'predicted', to: `predicted_run${runs.text}` }],
    });
  });

  test('a StockerBot export keeps its eight columns', async () => {
    const tweet =
      '1019696670777503700,"VIDEO": I was, in,Wed Jul 18 21:33:26 +0000 2018,GS,GS,A, B,https://t.co/a,b,True';
    const file = temporaryFile(
      'export.csv',
      `id,text,timestamp,source,symbols,company_names,url,verified\n${tweet}\n`,
    );
    const { out } = await contexture('predict', runs.text, '--file', file);
    const [row] = z.array(z.record(z.string(), z.string())).parse(parse(out, { columns: true }));
    expect(row).toMatchObject({
      line: '2',
      id: '1019696670777503700',
      text: '"VIDEO": I was, in',
      timestamp: 'Wed Jul 18 21:33:26 +0000 2018',
      company_names: 'A, B',
      url: 'https://t.co/a,b',
      verified: 'True',
    });
  });

  test('evaluate on texts that the run learned warns of it', async () => {
    const store = openStore(workspace);
    const learned = trainingRows(store, Number(runs.text)).slice(0, 4);
    const texts = textsByIds(
      store,
      learned.map((row) => row.document!),
    );
    store.close();
    const lines = [...texts.values()].map((text) => `${JSON.stringify({ text, label: 'positive' })}\n`);
    const file = temporaryFile('known.jsonl', lines.join(''));
    const { out } = await contexture('evaluate', runs.text, '--on', file);
    expect(out).toMatch(new RegExp(`^Warning: run ${runs.text} was trained on 4 of these 4 texts`));
    expect(out).toContain('None of them is new to it.');
    const json = (await contexture('evaluate', runs.text, '--on', file, '--json')).out;
    expect(JSON.parse(json)).toMatchObject({ seen: { train: 4, valid: 0 }, unseen: null, test: { n: 4 } });
  });

  test('a file that cannot be read leaves no file of predictions behind', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'p.csv');
    const { status, err } = await contexture('predict', runs.text, '--file', 'absent.csv', '--out', out);
    expect({ status, err }).toEqual({ status: 3, err: expect.stringContaining('absent.csv') });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a ticker has a next day, words have their neighbours', async () => {
    const { out: day } = await contexture('predict', runs.prices, '--company', 'aaa');
    expect(day).toContain(
      'AAA, the day after 2023-03-31, predicted from the prices of 2023-03-27 to 2023-03-31',
    );
    expect(sum(shares(day, /^(?:down|up) +([\d.]+) %$/gm))).toBeCloseTo(100, 0);
    const { out: near } = await contexture('predict', runs.words, '--text', 'Earned zork');
    expect(near).toMatch(/^earned +(?:\S+ -?[\d.]+ *){10}$/m);
    expect(near).toMatch(/^zork +not in the vocabulary$/m);
  });

  test('a ticker is predicted as of a time, from the days before that one alone', async () => {
    const asOf = async (...at: string[]) => {
      const { out } = await contexture('predict', runs.prices, '--company', 'AAA', ...at, '--json');
      return z
        .object({
          at: z.number().nullable(),
          firstDay: z.string(),
          day: z.string(),
          probabilities: z.record(z.string(), z.number()),
        })
        .parse(JSON.parse(out));
    };
    const latest = await asOf();
    // Noon of 1 March: that day is not over, and the last of February is.
    const march = await asOf('--at', '2023-03-01T12:00');
    expect(march).toMatchObject({
      at: Date.UTC(2023, 2, 1, 12),
      firstDay: '2023-02-24',
      day: '2023-02-28',
    });
    expect(await asOf('--at', '2023-03-01')).toMatchObject({
      day: '2023-02-28',
      probabilities: march.probabilities,
    });
    expect((await asOf('--at', '2023-03-02')).day).toBe('2023-03-01');
    expect(await asOf('--at', '2024-01-01')).toMatchObject({
      day: latest.day,
      probabilities: latest.probabilities,
    });
    expect(march.probabilities).not.toEqual(latest.probabilities);

    const { out: late } = await contexture('predict', runs.prices, '--company', 'AAA', '--at', '2024-01-01');
    expect(late).toContain(
      'There are no prices of AAA between 2023-03-31 and 2024-01-01 00:00:00 UTC, 276 days later',
    );
    for (const [args, message] of [
      [['--company', 'AAA', '--at', '2022-12-31'], 'AAA has no day of prices before 2022-12-31'],
      [['--company', 'AAA', '--at', '2023-01-10'], 'AAA has 9 days of prices before 2023-01-10'],
      [['--company', 'AAAA'], 'There are no prices of AAAA. Did you mean "AAA"?'],
      [['--company', 'AAA', '--at', '99999999999999999999'], 'is not a time'],
    ] as const) {
      const { status, err } = await contexture('predict', runs.prices, ...args);
      expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(message) });
    }
  });

  test.each([
    ['text', [], 'Give a --text'],
    ['text', ['--text', 'up', '--document', '1'], 'Give a --text'],
    ['prices', ['--company', 'AAA', '--text', 'up'], '--text cannot be used here: run 5 reads prices'],
    ['prices', ['--company', 'AAA', '--file', 'a.csv', '--out', 'b.csv'], '--file and --out cannot be used'],
    ['words', ['--document', '1'], '--document cannot be used here: run 3 is a word2vec run'],
    ['words', ['--text', 'up', '--at', '2018-07-18'], '--at cannot be used here: run 3 is a word2vec run'],
    ['text', ['--text', 'up', '--company', 'NFLX'], '--company would have no effect: run 1 reads no context'],
    ['text', ['--text', 'up', '--out', 'a.csv'], '--out cannot be used here: that applies only to a --file'],
    ['context', ['--text', 'up', '--at', '2018-07-18'], '--at needs --company'],
    ['context', ['--document', '1', '--at', '2018-07-18'], '--at cannot be used here: a document has'],
    ['context', ['--document', '1', '--company', 'NFLX'], '--company cannot be used here: a document has'],
    ['context', ['--document', '1', '--file', 'a.csv'], 'not --document and --file together'],
    ['context', ['--document', '1', '--encoding', 'utf-8'], '--encoding cannot be used here'],
    [
      'context',
      ['--file', 'a.csv', '--at', '2018-07-18'],
      '--at cannot be used here: the context of each text',
    ],
    ['context', ['--file', 'a.csv', '--dates', 'mdy'], '--dates cannot be used here'],
    ['prices', [], 'give a ticker'],
    ['words', [], 'give some with --text'],
    ['companies', ['--text', 'up'], 'contexture neighbours TICKER --run'],
  ] as const)('%s %j is a wrong use', async (run, args, message) => {
    const { status, err } = await contexture('predict', runs[run], ...args);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(message) });
  });
});

describe('classes that have names', () => {
  const called = (names: Record<string, string | null>): void => {
    const store = openStore(workspace);
    nameClasses(
      store,
      'sentiment',
      Object.entries(names).map(([value, name]) => ({ value, name })),
    );
    store.close();
  };
  beforeAll(() => called({ negative: 'falls', positive: 'rises' }));
  afterAll(() => called({ negative: null, positive: null }));

  test('stand with them in tables, beside their labels', async () => {
    const { out } = await contexture('predict', runs.text, '--text', 'Lima unit earned $2');
    expect(out).toMatch(/^class +name +probability$/m);
    expect(out).toMatch(/^negative +falls +[\d.]+ %$/m);
    const { out: scores } = await contexture('evaluate', runs.text);
    expect(scores).toMatch(/^truth +name .* as falls +as rises$/m);
    expect(scores).toMatch(/^positive +rises /m);
    const { out: compared } = await contexture('compare', runs.text, runs.context);
    expect(compared).not.toMatch(/(?:negative|positive), truth/);
  });

  test('are known to other programs by their labels', async () => {
    const { out } = await contexture('predict', runs.text, '--text', 'Lima unit earned $2', '--json');
    const { probabilities } = z.object({ probabilities: z.object({}).loose() }).parse(JSON.parse(out));
    expect(Object.keys(probabilities)).toEqual(['negative', 'positive']);
  });

  test('of a file have a column of names in CSV, and none in JSON', async () => {
    const file = temporaryFile('named.csv', 'text,predicted_name\nup it goes,x\n');
    const read = ['predict', runs.text, '--file', file];
    const [row] = z
      .array(z.record(z.string(), z.string()))
      .parse(parse((await contexture(...read)).out, { columns: true }));
    const label = row!['predicted']!;
    expect(row).toMatchObject({
      predicted_name: 'x',
      [`predicted_name_run${runs.text}`]: label === 'positive' ? 'rises' : 'falls',
    });
    const [line] = (await contexture(...read, '--json')).out.split('\n');
    expect(Object.keys(z.object({}).loose().parse(JSON.parse(line!)))).toEqual([
      'line',
      'text',
      'predicted_name',
      'predicted',
      'probabilities',
    ]);
  });
});

describe('export', () => {
  test('makes a folder in the current one and lists its files', async () => {
    const { status, out } = await contexture('export', runs.text, '--format', 'onnx', '--json');
    const told = z.object({ folder: z.string(), files: z.array(z.string()) }).parse(JSON.parse(out));
    expect(status).toBe(0);
    expect(told.folder).toMatch(new RegExp(`run-${runs.text}-onnx$`));
    expect(told.files).toEqual(['config.json', 'labels.txt', 'model.onnx', 'vocab.txt']);
    expect(readdirSync(told.folder).sort()).toEqual(told.files);
  });

  test.each([
    [['--format', 'npy'], 'exported as onnx, safetensors, not as npy'],
    [['--format', 'xlsx'], 'onnx, tsv, csv, npy, parquet or safetensors'],
    [[], '--format'],
    [['--format', 'onnx', '--batch', '0'], '--batch takes a whole number of 1 or more'],
  ])('%j is a wrong use', async (args, message) => {
    const { status, err } = await contexture('export', runs.text, ...args);
    expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining(message) });
  });
});

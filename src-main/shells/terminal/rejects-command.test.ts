import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerOf } from '../../../test/support/command.ts';

const HEADING = ['file', 'line', 'byte', 'column', 'kind', 'message', 'raw'];

const folders: string[] = [];
let folder: string;
let workspace: string;
let prices: string;
let names: string;

afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

/** A new folder with a file of prices and one of names, and no workspace yet. */
function prepare(): void {
  folder = mkdtempSync(join(tmpdir(), 'contexture-rejects-'));
  folders.push(folder);
  workspace = join(folder, 'workspace');
  prices = join(folder, 'prices.csv');
  names = join(folder, 'names.csv');
  writeFileSync(
    prices,
    'Date,Symbol,Close\n2018-01-02,GS,11\n2018-01-03,GS,-1\n2018-01-04,GS,0\n2018-01-05,GS\n2018-01-08,GS,12\n2018-01-09,GS,13\n',
  );
  writeFileSync(names, 'ticker,name\nGS,Goldman\n,Nobody\n');
}

const contexture = (...args: string[]) => answerOf(process.cwd(), ...args);
const run = (...args: string[]) => contexture(...args, '--workspace', workspace);
const csv = (path: string): string[][] => parse(readFileSync(path));

describe('import --rejects', () => {
  beforeEach(prepare);

  test('writes those of the files of this import, also when they come again', async () => {
    const out = join(folder, 'rejects.csv');
    await run('import', prices);
    expect(await run('import', names, '--rejects', out)).toMatchObject({ status: 0 });
    expect(csv(out)).toEqual([
      HEADING,
      ['names.csv', '3', '23', 'symbol', 'symbol', 'the symbol is empty', ',Nobody'],
    ]);
    const again = join(folder, 'again.csv');
    await run('import', prices, '--rejects', again);
    expect(csv(again).map(([file, line]) => [file, line])).toEqual([
      ['file', 'line'],
      ['prices.csv', '3'],
      ['prices.csv', '4'],
      ['prices.csv', '5'],
    ]);
    const both = join(folder, 'both.csv');
    await run('import', prices, names, prices, '--rejects', both);
    expect(csv(both)).toHaveLength(1 + 3 + 1);
  });

  test('says that there are none, and writes a heading', async () => {
    const out = join(folder, 'rejects.csv');
    writeFileSync(names, 'ticker,name\nGS,Goldman\n');
    expect((await run('import', names, '--rejects', out)).out).toContain(
      `no records were rejected: ${out} contains only the heading`,
    );
    expect(csv(out)).toEqual([HEADING]);
  });

  test('writes no file anew that is there, unless it is told to, and says so before it imports', async () => {
    const out = join(folder, 'rejects.csv');
    writeFileSync(out, 'mine');
    const refused = await run('import', names, '--rejects', out);
    expect(refused).toMatchObject({ status: 2, out: '' });
    expect(refused.err).toContain(
      'was not overwritten. Name another file with --rejects, or overwrite it with --force.',
    );
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(existsSync(workspace)).toBe(false);
    expect((await run('import', names, '--rejects', out, '--force')).status).toBe(0);
    expect(csv(out)).toHaveLength(2);
    expect(readdirSync(folder).toSorted()).toEqual(['names.csv', 'prices.csv', 'rejects.csv', 'workspace']);
  });

  test.each([
    ['a file of the import', () => prices, /is one of the files to import/],
    ['a folder', () => folder, /is a folder; name a file in it/],
    ['a folder that is not there', () => join(folder, 'no', 'r.csv'), /there is no folder .*no\./],
  ])('is refused for %s', async (_name, out, message) => {
    const before = readFileSync(prices);
    const { status, err } = await run('import', prices, '--rejects', out(), '--force');
    expect(status).toBe(2);
    expect(err).toMatch(message);
    expect(readFileSync(prices)).toEqual(before);
    expect(existsSync(workspace)).toBe(false);
  });
});

test('an import shows the first records that were not taken, and how to see the others', async () => {
  prepare();
  const rows = Array.from({ length: 7 }, (_, i) => `2018-01-0${i + 1},GS,-${i}.5`);
  const good = Array.from({ length: 8 }, (_, i) => `2019-01-0${i + 1},GS,1`);
  writeFileSync(prices, `Date,Symbol,Close\n${rows.join('\n')}\nx,GS,1\n${good.join('\n')}\n`);
  const { status, out } = await run('import', prices);
  expect(status).toBe(0);
  expect(out).toContain('8 records were rejected: close 7, time 1\n');
  expect(out).toMatch(/^ +2 +close +"-0\.5" is not a number above 0 +2018-01-01,GS,-0\.5$/m);
  expect(out).not.toContain('-6.5');
  expect(out).toContain('and 3 more; list them all with: contexture rejects 1');
  const { files } = z
    .object({
      files: z.array(
        z.object({
          source: z.int(),
          rejects: z.record(z.string(), z.int()),
          firstRejects: z.array(z.unknown()),
        }),
      ),
    })
    .parse(JSON.parse((await run('import', prices, '--json')).out));
  expect(files).toEqual([
    {
      source: 1,
      rejects: { close: 7, time: 1 },
      firstRejects: [
        ...rows.map((_, i) => ({
          line: i + 2,
          column: 'close',
          kind: 'close',
          message: `"-${i}.5" is not a number above 0`,
        })),
        { line: 9, column: 'time', kind: 'time', message: '"x" is not a date' },
      ],
    },
  ]);
});

test('several files of which one fails: the others are imported, and each says what became of it', async () => {
  prepare();
  const strange = join(folder, 'strange.csv');
  writeFileSync(strange, 'a,b,c\n1,2,3\n');
  const { status, out, err } = await run('import', prices, strange, names);
  expect(status).toBe(3);
  expect(out).toMatch(/^prices\.csv +imported +prices +6 +3 +0 +3 /m);
  expect(out).toMatch(/^strange\.csv +not imported +0 +0 +0 +0 /m);
  expect(out).toMatch(/^names\.csv +imported +companies +2 +1 +0 +1 /m);
  expect(err).toMatch(/^contexture: 1 of 3 files was not imported\.\n.*strange\.csv: not recognised/m);
  const answer = await run('import', prices, strange, '--json');
  expect(answer.status).toBe(3);
  expect(JSON.parse(answer.out)).toMatchObject({
    files: [
      { file: 'prices.csv', problem: null },
      { file: 'strange.csv', problem: { kind: 'input', message: expect.stringContaining('not recognised') } },
    ],
  });
});

test('a file that is missing among others: nothing is imported, and no workspace is made', async () => {
  prepare();
  const { status, out, err } = await run('import', prices, join(folder, 'nams.csv'), names);
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toMatch(
    /1 of 3 files cannot be read, so nothing was imported\.\n.*nams\.csv: .*Did you mean "names\.csv"\?/,
  );
  expect(existsSync(workspace)).toBe(false);
});

describe('rejects and sources', () => {
  beforeAll(async () => {
    prepare();
    await run('import', prices, names);
  });

  test('list what was imported and what was not', async () => {
    const { out } = await run('sources');
    expect(out).toMatch(/^ +2 +names\.csv +companies +2 +1 +0 +1 +\d{4}-/m);
    expect(out).toMatch(/^ +1 +prices\.csv +prices +6 +3 +0 +3 +\d{4}-/m);
    const all = await run('rejects');
    expect(all.out).toContain('4 records were rejected: close 2, columns 1, symbol 1\n');
    expect(all.out).toMatch(/^prices\.csv +3 +close +"-1" is not a number above 0 +2018-01-03,GS,-1$/m);
    expect(all.out).toMatch(/^names\.csv +3 +symbol +the symbol is empty +,Nobody$/m);
  });

  test.each([
    ['the file', () => ['names.csv']],
    ['a kind of rejects', () => ['--kind', 'symbol']],
  ])('only some, by %s', async (_name, args) => {
    expect(JSON.parse((await run('rejects', ...args(), '--json')).out)).toMatchObject({
      total: 1,
      kinds: { symbol: 1 },
      rejects: [{ file: 'names.csv', line: 3, byte: 23, column: 'symbol', raw: ',Nobody' }],
    });
  });

  test('only so many, all of them, and all in a file', async () => {
    const few = (await run('rejects', 'prices.csv', '--limit', '1')).out;
    expect(few).toContain('2 more: --limit 0 lists all, --out FILE.csv writes them to a file');
    expect((await run('rejects', '--limit', '0', '--json')).out).toContain('"total":4');
    const out = join(folder, 'all.csv');
    expect((await run('rejects', '--limit', '1', '--out', out)).out).toContain(
      `all 4 were written to ${out}`,
    );
    expect(csv(out)).toHaveLength(5);
    expect(await run('rejects', '--out', out)).toMatchObject({ status: 2, out: '' });
  });

  test.each([
    [['price.csv'], /"price\.csv" was not imported\. Did you mean "prices\.csv"\?/],
    [['--kind', 'colums'], /no rejected records of the kind "colums".*Did you mean "columns"\?/],
  ])('a name that there is not is a wrong use: %j', async (args, message) => {
    const { status, out, err } = await run('rejects', ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(message);
  });
});

test('a workspace without rejects says so', async () => {
  prepare();
  mkdirSync(workspace);
  writeFileSync(names, 'ticker,name\nGS,Goldman\n');
  await run('import', names);
  expect(await run('rejects')).toMatchObject({ status: 0, out: 'no records were rejected\n' });
  const empty = join(folder, 'none.csv');
  expect((await run('rejects', '--out', empty)).out).toBe(
    `no records were rejected\n${empty} has a heading only\n`,
  );
});

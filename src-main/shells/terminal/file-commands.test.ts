import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { zipOf } from '../../ingest/zip-file.testing.ts';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { answerOf, commandLine } from '../../../test/support/command.ts';

const PRICES = 'Date,Symbol,Close\n2018-01-02,GS,11\n2018-01-03,GS,-1\n';

/** Runs the command line as a person does. */
const contexture = (...args: string[]) => answerOf(process.cwd(), ...args);

test('import says what a file was read as, and lists what was not taken', async () => {
  const workspace = temporaryFolder();
  const rejects = join(workspace, 'rejects.csv');
  const file = temporaryFile('p.csv', PRICES);
  const { status, out } = await contexture('import', file, '--rejects', rejects, '--workspace', workspace);
  expect(status).toBe(0);
  expect(out).toMatch(/p\.csv +prices +2 +1 +0 +1 /);
  expect(out).toContain(
    'p.csv is read as prices: its heading names time (date), ticker (symbol), close (close)',
  );
  const [row] = z
    .array(z.record(z.string(), z.string()))
    .parse(parse(readFileSync(rejects), { columns: true }));
  expect(row).toEqual({
    file: 'p.csv',
    line: '3',
    byte: String('Date,Symbol,Close\n2018-01-02,GS,11\n'.length),
    column: 'close',
    kind: 'close',
    message: '"-1" is not a number above 0',
    raw: '2018-01-03,GS,-1',
  });
  const listed = await contexture('companies', '--workspace', workspace);
  expect(listed.out).toContain('tickers with prices but no texts: 1 (GS)');
});

test('import overwrites no file with its rejects, and imports nothing then', async () => {
  const workspace = temporaryFolder();
  const notes = temporaryFile('notes.csv', 'mine');
  const file = temporaryFile('p.csv', PRICES);
  const { status, out, err } = await contexture('import', file, '--rejects', notes, '--workspace', workspace);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(`${notes} already exists`);
  expect(err).toContain('--rejects');
  expect(readFileSync(notes, 'utf8')).toBe('mine');
  const counts = await contexture('companies', '--json', '--workspace', workspace);
  expect(JSON.parse(counts.out)).toMatchObject({
    error: { message: expect.stringContaining('There is no workspace') },
  });
});

test('import --dry-run says what an import would do, lists what it would reject, and stores nothing', async () => {
  const workspace = temporaryFolder();
  const file = temporaryFile('p.csv', PRICES);
  const rejects = join(temporaryFolder(), 'rejects.csv');
  const none = await contexture('import', file, '--dry-run', '--rejects', rejects, '--workspace', workspace);
  expect(none.status).toBe(0);
  expect(none.out).toMatch(/p\.csv +prices +2 +1 +0 +1 /);
  expect(none.out).toContain('1 record was rejected');
  expect(none.out).toContain('nothing was stored');
  expect(readFileSync(rejects, 'utf8')).toContain('"-1"');
  expect(readdirSync(workspace)).toEqual([]);

  await contexture('import', file, '--workspace', workspace);
  const known = await contexture('import', file, '--dry-run', '--json', '--workspace', workspace);
  expect(JSON.parse(known.out)).toMatchObject({
    dryRun: true,
    files: [{ accepted: 0, duplicate: 1, rejected: 1 }],
  });
  const other = temporaryFile('q.csv', 'Date,Symbol,Close\n2018-01-02,IBM,11\n');
  await contexture('import', other, '--dry-run', '--workspace', workspace);
  const listed = await contexture('sources', '--json', '--workspace', workspace);
  expect(JSON.parse(listed.out)).toMatchObject({ sources: [{ name: 'p.csv' }] });
});

test('a minus is standard input, once', () => {
  const workspace = temporaryFolder();
  const piped = (...args: string[]) =>
    spawnSync(process.execPath, [commandLine, ...args, '--workspace', workspace], {
      encoding: 'utf8',
      input: gzipSync(PRICES),
    });
  const imported = piped('import', '-', '--json');
  expect(JSON.parse(imported.stdout)).toMatchObject({
    files: [{ file: 'standard-input', kind: 'prices', records: 2, accepted: 1, rejected: 1 }],
  });
  expect(piped('inspect', '-').stdout).toContain('standard-input is read as prices');
  const twice = piped('import', '-', '-');
  expect(twice.status).toBe(2);
  expect(twice.stderr).toContain('Standard input (-) can be read only once.');
});

test('an archive is imported as the files in it, and a look at it asks for one of them', async () => {
  const workspace = temporaryFolder();
  const sample = join(import.meta.dirname, '../../../resources/sample');
  const packed = (name: string) => ({ name: `sample/${name}`, content: readFileSync(join(sample, name)) });
  const archive = temporaryFile(
    'sample.zip',
    zipOf(packed('stockerbot-sample.csv'), packed('sentiment.csv'), { name: '__MACOSX/._x', content: 'x' }),
  );
  const look = await contexture('inspect', archive, '--workspace', workspace);
  expect(look.status).toBe(3);
  expect(look.err).toMatch(
    /it is a ZIP archive of 2 files: sample\/sentiment\.csv, sample\/stockerbot-sample\.csv\. Name one of them .*sample\.zip.sample.sentiment\.csv$/m,
  );
  const one = await contexture('inspect', join(archive, 'sample', 'sentiment.csv'), '--workspace', workspace);
  expect(one).toMatchObject({ status: 0, out: expect.stringContaining('sentiment.csv is read as labels') });

  const imported = await contexture('import', archive, '--json', '--workspace', workspace);
  const plain = await contexture('import', sample, '--json', '--workspace', temporaryFolder());
  expect(imported.status).toBe(0);
  const counts = z.object({
    files: z.array(
      z.object({
        file: z.string(),
        kind: z.string(),
        accepted: z.int(),
        duplicate: z.int(),
        rejected: z.int(),
      }),
    ),
  });
  expect(counts.parse(JSON.parse(imported.out))).toEqual(counts.parse(JSON.parse(plain.out)));

  const forgotten = await contexture('forget', 'sample.zip', '--yes', '--workspace', workspace);
  expect(forgotten.status).toBe(2);
  expect(forgotten.err).toContain(
    '"sample.zip" stands for several imported files. Name one of them by its number:',
  );
  const path = join(archive, 'sample', 'sentiment.csv');
  expect((await contexture('forget', path, '--yes', '--workspace', workspace)).status).toBe(0);
});

test('inspect marks the way that an import takes, and stores nothing', async () => {
  const workspace = temporaryFolder();
  const { status, out } = await contexture(
    'inspect',
    temporaryFile('p.csv', PRICES),
    '--workspace',
    workspace,
  );
  expect(status).toBe(0);
  expect(out).toMatch(
    /^\* +1 +2 +utf-8 +comma, quotes enclose fields +line 1 +line 3: "-1" is not a number above 0$/m,
  );
  expect(out).toMatch(/^ +2 +2018-01-02 +GS +11$/m);
  expect(readdirSync(workspace)).toEqual([]);
});

test('inspect answers in JSON, also for a file that it does not know', async () => {
  const workspace = temporaryFolder();
  const file = temporaryFile('x.csv', 'a,b,c\n1,2,3\n');
  const { status, out, err } = await contexture('inspect', file, '--json', '--workspace', workspace);
  expect(status).toBe(3);
  expect(err).toMatch(/x\.csv: not recognised/);
  expect(JSON.parse(out)).toMatchObject({
    kind: null,
    columns: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
  });
});

test('what the command line has wrong is a wrong use', async () => {
  const file = temporaryFile('p.csv', PRICES);
  const { status, err } = await contexture(
    'inspect',
    file,
    '--columns',
    'mood=1',
    '--workspace',
    temporaryFolder(),
  );
  expect(status).toBe(2);
  expect(err).toMatch(/not "mood=1"; roles are text, label/);
});

test('the options of an earlier file of the same shape stand ready to be copied, and are not used by themselves', async () => {
  const workspace = temporaryFolder();
  const first = temporaryFile('first.csv', 'text,date\nit fell,03/04/2018\nit rose,05/04/2018\n');
  const next = temporaryFile('next.csv', 'text,date\nit lay,01/04/2018\nit sat,02/04/2018\n');
  const run = (...args: string[]) => contexture(...args, '--workspace', workspace);
  // What is only tried is not kept.
  expect((await run('import', first, '--dates', 'dmy', '--dry-run')).status).toBe(0);
  expect((await run('import', next)).err).not.toContain('of this shape');
  expect((await run('import', first, '--dates', 'dmy')).status).toBe(0);
  for (const command of ['import', 'inspect']) {
    const { status, err } = await run(command, next);
    expect(status).toBe(3);
    expect(err).toMatch(/A file of this shape \(first\.csv\) was imported on \d{4}-\d\d-\d\d with days as/);
    expect(err).toContain(
      'To read it as last time, use --dates dmy; otherwise say which: --dates mdy or --dates dmy.',
    );
  }
  const { earlier } = z
    .object({ earlier: z.unknown() })
    .parse(JSON.parse((await run('inspect', next, '--json')).out.trim().split('\n').at(-1)!));
  expect(earlier).toMatchObject({ file: 'first.csv', as: null, reading: { dates: 'dmy', zone: null } });
  expect((await run('import', next, '--dates', 'dmy')).out).not.toContain('of this shape');
});

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerOf } from '../../../test/support/command.ts';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { openStore } from '../../store/open.ts';
import { createRun, updateRun } from '../../store/runs.ts';

const texts =
  'text,date,ticker,sentiment\n"profit rises",2018-07-18,AAA,good\n"profit falls",2018-07-19,BBB,bad\n';
const again = 'text,date,ticker\n"profit rises",2018-07-18,AAA\n';

const contexture = (...args: string[]) => answerOf(process.cwd(), ...args);

/** A workspace with a file, and another one that has one of its texts too. */
async function workspaceOfTwo(): Promise<string[]> {
  const where = ['--workspace', temporaryFolder()];
  await contexture('import', temporaryFile('first.csv', texts), ...where);
  await contexture('import', temporaryFile('again.csv', again), ...where);
  return where;
}

test('forget counts first, asks to be confirmed, and leaves what other files have too', async () => {
  const where = await workspaceOfTwo();
  const counted = await contexture('forget', 'first.csv', '--dry-run', ...where);
  expect(counted.status).toBe(0);
  expect(counted.out).toMatch(/documents +1\nmentions +1\ncompanies +1\nlabels +2\n/);
  expect(counted.out).toContain('1 of its texts stays, since other files have it too\nnothing was removed\n');
  const unconfirmed = await contexture('forget', 'first.csv', ...where);
  expect(unconfirmed.status).toBe(2);
  expect(unconfirmed.err).toContain(
    'Nothing was removed, since this has to be confirmed. Confirm it with --yes.',
  );
  expect((await contexture('sources', ...where)).out).toContain('first.csv');
  const done = await contexture('forget', 'first.csv', '--yes', '--json', ...where);
  expect(done.status).toBe(0);
  expect(JSON.parse(done.out)).toEqual({
    what: 'source',
    name: 'first.csv',
    dryRun: false,
    removed: [
      { what: 'documents', count: 1 },
      { what: 'mentions', count: 1 },
      { what: 'companies', count: 1 },
      { what: 'labels', count: 2 },
    ],
    kept: 1,
    notes: [],
    deletion: 1,
  });
  expect(JSON.parse((await contexture('documents', '--json', ...where)).out)).toMatchObject({ total: 1 });
  const bin = await contexture('forget', '--bin', ...where);
  expect(bin.out).toMatch(/1 +first\.csv +\S+ \S+ +1 document, 1 mention, 1 company, 2 labels/);
  const back = await contexture('forget', '--undo', ...where);
  expect({ status: back.status, out: back.out }).toEqual({
    status: 0,
    out: 'first.csv is back in the workspace\n',
  });
  expect(JSON.parse((await contexture('documents', '--json', ...where)).out)).toMatchObject({ total: 2 });
  expect(await contexture('forget', '--undo', ...where)).toMatchObject({
    status: 2,
    err: expect.stringContaining('The bin is empty'),
  });
});

test('forget removes a label scheme, which forgetting a file does not bring back', async () => {
  const where = ['--workspace', temporaryFolder()];
  await contexture('import', temporaryFile('first.csv', texts), ...where);
  await contexture('import', temporaryFile('second.csv', texts.replace('BBB', 'CCC')), ...where);
  const done = await contexture('forget', '--labels', 'sentiment', '--yes', ...where);
  expect(done.out).toMatch(/labels \(import\) +2\n/);
  expect(done.out).toContain('The label scheme "sentiment" was removed');
  await contexture('forget', 'first.csv', '--yes', ...where);
  expect(JSON.parse((await contexture('labels', '--json', ...where)).out)).toMatchObject({ total: 0 });
  const missing = await contexture('forget', '--labels', 'sentiment', '--yes', ...where);
  expect({ status: missing.status, err: missing.err }).toMatchObject({
    status: 2,
    err: expect.stringContaining('There is no label scheme "sentiment"'),
  });
});

test('forget removes a run with its labels and its files; one that is being trained stays', async () => {
  const where = await workspaceOfTwo();
  const folder = where[1]!;
  const store = openStore(folder);
  const [first, second] = [0, 1].map(() => createRun(store, { recipe: 'topic', config: '{}', version: '1' }));
  updateRun(store, first!, { state: 'done', curve: first! });
  updateRun(store, second!, { curve: first! });
  store.db
    .prepare(
      "INSERT INTO label (document_id, scheme, origin, value, created_at, run_id) VALUES (1, 'x', 'model', 'y', 0, ?)",
    )
    .run(first);
  mkdirSync(join(folder, 'runs', '1'), { recursive: true });
  writeFileSync(join(folder, 'runs', '1', 'weights'), '');
  const busy = await contexture('forget', '--run', '2', '--yes', ...where);
  expect(busy.status).toBe(2);
  expect(busy.err).toContain('Run 2 is being trained. Cancel it first.');
  const done = await contexture('forget', '--run', '1', '--yes', ...where);
  expect(done.out).toMatch(/labels +1\nRun 1 \(topic\) was removed/);
  expect(existsSync(join(folder, 'runs', '1'))).toBe(false);
  expect(store.db.prepare('SELECT id, curve FROM run').raw().all()).toEqual([[2, 2]]);
  expect(store.db.prepare("SELECT count(*) FROM label WHERE origin = 'model'").pluck().get()).toBe(0);
  store.close();
});

test.each([
  [[], 'Name one thing to forget'],
  [['first.csv', '--labels', 'sentiment'], 'Name one thing to forget'],
  [['frist.csv'], 'Did you mean "first.csv"?'],
  [['--run', '7'], 'There is no run 7.'],
])('forget %j is a wrong use', async (args, message) => {
  const { status, err } = await contexture('forget', ...args, '--yes', ...(await workspaceOfTwo()));
  expect(status).toBe(2);
  expect(err).toContain(message);
});

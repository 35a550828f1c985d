import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/support/workspace.ts';
import { inspectFile } from './inspect.ts';
import { recognisedReading } from './reading.ts';
import type { ReadingCount } from './types.ts';

function told(readings: readonly ReadingCount[]): [string, string, number, number, boolean][] {
  return readings.map(({ encoding, layout, headingLine, recovered, chosen }) => [
    encoding,
    layout,
    headingLine,
    recovered,
    chosen,
  ]);
}

test('each way to read a file is counted, and the one that an import takes is marked', async () => {
  const content = 'text;mood\n"one; two";x\n"three\nfour";y\nfive;z\n"six";x\n';
  const { kind, encoding, columns, rows, readings, problem, schemes } = await inspectFile(
    temporaryFile('moods.csv', content),
    'labels',
    { ...recognisedReading, columns: { label: ['mood'] } },
  );
  expect({ kind, encoding, problem, schemes }).toEqual({
    kind: 'labels',
    encoding: 'utf-8',
    problem: null,
    schemes: ['mood'],
  });
  expect(columns).toEqual([
    { name: 'text', role: 'text' },
    { name: 'mood', role: 'label' },
  ]);
  expect(rows[1]).toEqual({ line: 3, fields: ['three\nfour', 'y'], problem: null });
  expect(told(readings)).toEqual([
    ['utf-8', 'semicolon, quotes enclose fields', 1, 4, true],
    // The heading is a text and a label too.
    ['utf-8', 'semicolon, quotes enclose fields', 0, 5, false],
    ['utf-8', 'semicolon, quotes are text', 0, 5, false],
    ['utf-8', 'semicolon, quotes are text', 1, 4, false],
    ['utf-16le', 'no layout yields such records', 0, 0, false],
    ['utf-16be', 'no layout yields such records', 0, 0, false],
    ['windows-1252', 'semicolon, quotes enclose fields', 1, 4, false],
  ]);
  // Without quotes the text of two lines is one record and a row without label.
  expect(readings[3]).toMatchObject({ records: 5, lost: { line: 3, message: '1 column instead of 2' } });
});

test('a file that is not known is shown in its likeliest layout, with the reason', async () => {
  const found = await inspectFile(temporaryFile('x.csv', 'a|b|c\n1|2|3\n4|5|6\n'), null);
  expect(found.kind).toBeNull();
  expect(found.problem).toMatch(/^not recognised/);
  expect(found).toMatchObject({ delimiter: '|', headingLine: 1 });
  expect(found.columns.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(found.rows.map(({ fields }) => fields)).toEqual([
    ['1', '2', '3'],
    ['4', '5', '6'],
  ]);
});

test('of many columns the first are shown, and all up to the last one with a role', async () => {
  const table = (names: readonly string[]): string => `${names.join()}\n${names.map((_, i) => i).join()}\n`;
  const wide = Array.from({ length: 2500 }, (_, i) => `c${i}`);
  const unknown = await inspectFile(temporaryFile('wide.csv', table(wide)), null);
  expect([unknown.columns.length, unknown.moreColumns, unknown.rows[0]!.fields.length]).toEqual([
    1000, 1500, 1000,
  ]);
  const named = wide.with(3, 'date').with(1800, 'text');
  const known = await inspectFile(temporaryFile('known.csv', table(named)), 'texts');
  expect([known.columns.length, known.moreColumns]).toEqual([1801, 699]);
  expect(known.columns.at(-1)).toEqual({ name: 'text', role: 'text' });
});

// Windows has no such pipes.
test.runIf(process.platform !== 'win32')('nothing waits at a pipe', async () => {
  const pipe = join(temporaryFolder(), 'pipe');
  spawnSync('mkfifo', [pipe]);
  await expect(inspectFile(pipe, null)).rejects.toThrow(/pipe: it is a pipe or a device/);
});

test('a record that would be rejected says why in the preview', async () => {
  const { rows } = await inspectFile(temporaryFile('p.csv', 'Symbol,Date,Close\nGS,2018-01-02,-1\n'), null);
  expect(rows).toEqual([
    { line: 2, fields: ['GS', '2018-01-02', '-1'], problem: '"-1" is not a number above 0' },
  ]);
});

test('what the request has wrong is thrown', async () => {
  await expect(inspectFile(temporaryFile('x.csv', 'a\n'), 'poems')).rejects.toThrow(/"poems" is not a kind/);
  await expect(inspectFile('/nowhere/x.csv', null)).rejects.toThrow(/there is no such file/);
});

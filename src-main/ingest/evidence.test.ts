import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { overview } from '../store/overview.ts';
import { evidenceAgainst } from './evidence.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import type { Line } from './lines.ts';

const plain = { as: null, labels: null };
const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');
const texts = (good: number, bad: number): string =>
  `date,text\n${rows(good, (i) => `2018-07-09,good ${i}`)}${rows(bad, (i) => `Smarch ${i},bad ${i}`)}`;

describe('a file of which under half can be read is refused before anything is stored', () => {
  test.each([
    [
      'nothing',
      texts(0, 30),
      /none of 30 records can be read.*most common reason: line 2: "Smarch 0" is neither/,
    ],
    ['under half', texts(14, 16), /only 14 of 30 records can be read.*line 16: "Smarch 0" is neither/],
    ['its only record', texts(0, 1), /its only record cannot be read, so nothing was imported\. Line 2: /],
    ['no record', texts(0, 0), /it has no records, so nothing was imported/],
  ])('%s', async (_name, content, message) => {
    const store = temporaryStore();
    const file = temporaryFile('texts.csv', content);
    await expect(importFile(store, file, plain)).rejects.toMatchObject({
      kind: 'input',
      message: expect.stringMatching(message),
    });
    expect(overview(store)).toMatchObject({ sources: [], documents: 0 });
    expect((await inspectFile(file, null)).problem).toMatch(message);
  });

  test('half of it is enough, and the rest is listed', async () => {
    const result = await importFile(temporaryStore(), temporaryFile('texts.csv', texts(15, 15)), plain);
    expect(result).toMatchObject({ problem: null, records: 30, accepted: 15, rejected: 15 });
  });

  test('the setting that answers it stands beside the sentence', async () => {
    const file = temporaryFile('texts.csv', texts(0, 30));
    await expect(importFile(temporaryStore(), file, plain)).rejects.toMatchObject({
      remedies: [{ setting: 'columns', values: ['time='] }],
    });
  });

  test('the rest of a long file counts like its first lines, and lines keep their numbers', async () => {
    const store = temporaryStore();
    // 401 lines of the first sample are half good; behind them all is bad.
    const file = temporaryFile(
      'texts.csv',
      `date,text\n${texts(250, 0).slice(10)}${texts(0, 5000).slice(10)}`,
    );
    await expect(importFile(store, file, plain)).rejects.toThrow(
      /only 250 of 799 records can be read.*line 252: "Smarch 0"/,
    );
    const late = temporaryFile('late.csv', `${texts(390, 0)}${texts(0, 20_000).slice(10)}`);
    await expect(importFile(store, late, plain)).rejects.toThrow(/only 390 of 799/);
    expect(overview(store).documents).toBe(0);
  });

  test('records over several lines are no damage where the sample begins or ends within one', async () => {
    const content = `date,text\n${rows(3000, (i) => `2018-07-09,"first line ${i},\nsecond, line\nthird line"`)}`;
    const result = await importFile(temporaryStore(), temporaryFile('texts.csv', content), plain);
    expect(result).toMatchObject({ records: 3000, accepted: 3000 });
  });
});

test('a file of which every record is rejected where it is stored was not imported', async () => {
  const store = temporaryStore();
  const label = (value: string): string => temporaryFile(`${value}.csv`, `text,label\nsame,${value}\n`);
  expect(await importFile(store, label('up'), plain)).toMatchObject({ problem: null, accepted: 1 });
  expect(await importFile(store, label('up'), plain)).toMatchObject({ problem: null, duplicate: 1 });
  expect(await importFile(store, label('down'), plain)).toMatchObject({
    rejected: 1,
    problem: { kind: 'input', message: expect.stringMatching(/its only record was rejected/) },
  });
});

test('a contradiction of values is asked about with the records that were read well, part by part', () => {
  const line = (text: string, number: number) => ({ text, number, byte: 0, overlong: false });
  const parts = [
    { lines: [line('a', 1), line('b', 2)], afterStart: false, toEnd: false },
    { lines: [line('?', 70), line('c', 71)], afterStart: true, toEnd: false },
  ];
  const reader = () => ({
    read: (lines: readonly Line[]) =>
      lines.map(({ text, number }) => {
        const place = { line: number, byte: 0, raw: text };
        if (text !== '?') return { place, ok: true as const, value: text };
        return { place, ok: false as const, problem: { kind: 'x', column: null, message: 'torn' } };
      }),
    end: () => [],
  });
  expect(evidenceAgainst(parts, reader)).toBeNull();
  const asked = evidenceAgainst(parts, reader, (read) => ({
    message: read.map((part) => part.map(({ place, value }) => `${place.line}${value}`).join(' ')).join('; '),
    remedies: [],
  }));
  expect(asked).toEqual({ message: '1a 2b; 71c', remedies: [] });
});

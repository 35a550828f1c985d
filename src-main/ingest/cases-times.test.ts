/** Files whose times have the forms that people meet, and the moments that are stored for them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { documentById } from '../store/documents.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';
import type { ImportResult } from './types.ts';

const CASES = join(import.meta.dirname, '../../../shared/cases');

/** The moments of the texts of a file, in their order. */
async function timesOf(
  path: string,
  reading: ReadingInput = {},
): Promise<{ result: ImportResult; times: (string | null)[]; rejects: string[] }> {
  const store = temporaryStore();
  const result = await importFile(store, path, {
    as: null,
    labels: null,
    reading: readingSchema.parse(reading),
  });
  const times = Array.from({ length: result.accepted }, (_, i) => {
    const at = documentById(store, i + 1)?.publishedAt ?? null;
    return at === null ? null : new Date(at).toISOString();
  });
  const { rows } = listRejects(store, { source: null, offset: 0, limit: 10 });
  return { result, times, rejects: rows.map(({ message }) => message) };
}

/** A file of one text for each time, as most files quote them. */
function fileOf(...times: string[]): string {
  const rows = times.map((time, i) => `headline number ${i} of the day,"${time}",ACME\n`);
  return temporaryFile('texts.csv', `headline,date,ticker\n${rows.join('')}`);
}

async function questionOf(path: string, reading: ReadingInput = {}): Promise<UserError> {
  const error: unknown = await timesOf(path, reading).catch((thrown: unknown) => thrown);
  if (error instanceof UserError) return error;
  throw new Error('nothing was asked');
}

test.for([
  ['time-9-July-2018.csv', '2018-07-09T23:59:59.999Z', '2018-07-10T23:59:59.999Z'],
  ['time-Jul-09-2018.csv', '2018-07-09T23:59:59.999Z', '2018-07-10T23:59:59.999Z'],
  ['time-09-Jul-18.csv', '2018-07-09T23:59:59.999Z', '2018-07-10T23:59:59.999Z'],
  ['time-clock-ET-weekday.csv', '2018-07-09T12:00:00.000Z', '2018-07-10T09:35:00.000Z'],
  ['time-yyyymmddhhmm.csv', '2018-07-09T08:00:00.000Z', '2018-07-10T05:35:00.000Z'],
] as const)('%s has 36 texts with their times', async ([name, first, last], { skip }) => {
  const path = join(CASES, name);
  skip(!existsSync(path), `${name} is not in ${CASES}`);
  const { result, times } = await timesOf(path);
  expect(result).toMatchObject({ records: 36, accepted: 36, rejected: 0 });
  expect([times[0], times[35]]).toEqual([first, last]);
});

test('the zone of a file is that of its times without zone, with daylight saving time', async () => {
  const path = fileOf('2018-01-09 8:00 AM', '2018-07-09 8:00 AM', '2018-07-09 08:00Z', '2018-07-10');
  const { times } = await timesOf(path, { zone: 'America/New_York' });
  expect(times).toEqual([
    '2018-01-09T13:00:00.000Z',
    '2018-07-09T12:00:00.000Z',
    '2018-07-09T08:00:00.000Z',
    '2018-07-10T23:59:59.999Z',
  ]);
});

test('a zone that could be several is asked for, and the answer reads the file', async () => {
  const path = fileOf('9 Jan 2018 08:00 CST', '10 Jan 2018 08:00 CST');
  expect(await questionOf(path)).toMatchObject({
    kind: 'input',
    message: `${path}: the time "9 Jan 2018 08:00 CST" cannot be read: CST stands for several time zones.`,
    remedies: [{ setting: 'zone', values: ['America/Chicago', 'Asia/Shanghai'] }],
  });
  const { times } = await timesOf(path, { zone: 'America/Chicago' });
  expect(times).toEqual(['2018-01-09T14:00:00.000Z', '2018-01-10T14:00:00.000Z']);
  const inspected = await inspectFile(path, null);
  expect(inspected.settings).toContain('zone');
  expect(inspected.remedies).toEqual([{ setting: 'zone', values: ['America/Chicago', 'Asia/Shanghai'] }]);
});

test('years of two digits are read where the order of the day is sure, else it is asked for', async () => {
  expect((await timesOf(fileOf('07/18/18', '07/09/99'))).times).toEqual([
    '2018-07-18T23:59:59.999Z',
    '1999-07-09T23:59:59.999Z',
  ]);
  expect((await timesOf(fileOf('31.12.18 8:00', '01.02.18 8:00'))).times).toEqual([
    '2018-12-31T08:00:00.000Z',
    '2018-02-01T08:00:00.000Z',
  ]);
  const unsure = fileOf('07/08/09', '07/09/10');
  expect(await questionOf(unsure)).toMatchObject({
    remedies: [{ setting: 'dates', values: ['mdy', 'dmy', 'ymd'] }],
  });
  expect((await timesOf(unsure, { dates: 'ymd' })).times).toEqual([
    '2007-08-09T23:59:59.999Z',
    '2007-09-10T23:59:59.999Z',
  ]);
});

test('days of both orders in one file are asked about, since the others could be either', async () => {
  const path = fileOf('13/04/2018', '04/13/2018', '05/06/2018');
  const question = await questionOf(path);
  expect(question.message).toMatch(/no single order of day, month and year fits all of its dates/);
  expect(question.remedies).toEqual([{ setting: 'dates', values: ['mdy', 'dmy'] }]);
});

test('what is no time of a text is rejected with its reason', async () => {
  const { times, rejects } = await timesOf(
    fileOf(
      '2018-07-09',
      '1976-05-24',
      '2199-01-01',
      '1.53112E+12',
      'Sun, 9 July 2018',
      // Of a file of which under half can be read, nothing would be stored.
      '2018-07-10',
      '2018-07-11',
      '2018-07-12',
    ),
  );
  expect(times).toEqual([9, 10, 11, 12].map((day) => new Date(Date.UTC(2018, 6, day + 1) - 1).toISOString()));
  expect(rejects).toEqual([
    '"1976-05-24" is before 1990',
    '"2199-01-01" is after tomorrow',
    '"1.53112E+12" was rounded, as spreadsheets do, and has lost its seconds',
    '"Sun, 9 July 2018" cannot be read: 2018-07-09 is a Monday',
  ]);
});

test('a time beyond the first ones whose order they do not show is rejected, not guessed', async () => {
  const days = Array.from({ length: 500 }, (_, i) => new Date(Date.UTC(2017, 0, 1 + i)).toISOString());
  const { result, rejects } = await timesOf(fileOf(...days, '03/04/2018'));
  expect(result).toMatchObject({ accepted: 500, rejected: 1 });
  expect(rejects).toEqual(['"03/04/2018" cannot be read: the order of its day and month is not known']);
});

test('a misspelt zone stores nothing, and the preview still shows the control for it', async () => {
  const path = fileOf('2018-07-09');
  const problem = '"America/New_Yrok" is not a time zone. Did you mean "America/New_York"?';
  const zone = 'America/New_Yrok';
  expect(await questionOf(path, { zone })).toMatchObject({ kind: 'input', message: `${path}: ${problem}` });
  expect(await inspectFile(path, null, readingSchema.parse({ zone }))).toMatchObject({
    kind: 'texts',
    problem,
    settings: expect.arrayContaining(['zone']),
  });
});

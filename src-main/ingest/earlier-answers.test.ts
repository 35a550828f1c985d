import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { keepShape, keptShape } from '../store/file-shapes.ts';
import type { WritableStore } from '../store/store.ts';
import { fileShape } from './file-shape.ts';
import { forgetSource } from './forget-source.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { firstLines } from './lines.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';
import type { ImportResult, Inspection } from './types.ts';

interface Given {
  as?: string;
  reading?: ReadingInput;
}

function imported(
  store: WritableStore,
  name: string,
  content: string | Buffer,
  { as, reading = {} }: Given = {},
): Promise<ImportResult> {
  const path = temporaryFile(name, content);
  return importFile(store, path, { as: as ?? null, labels: null, reading: readingSchema.parse(reading) });
}

async function refused(...given: Parameters<typeof imported>): Promise<UserError> {
  const error: unknown = await imported(...given).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw new Error(`it was not refused: ${String(error)}`);
}

function seen(
  store: WritableStore | null,
  name: string,
  content: string | Buffer,
  { as, reading = {} }: Given = {},
): Promise<Inspection> {
  return inspectFile(temporaryFile(name, content), as ?? null, readingSchema.parse(reading), store);
}

const today = new Date().toISOString().slice(0, 10);

interface Case {
  what: string;
  first: string | Buffer;
  next: string | Buffer;
  given: Given;
  /** As the command line writes it. */
  earlier: [setting: string, value: string][];
  words: string;
  extension?: string;
}

test.each<Case>([
  {
    what: 'the order of days',
    first: 'text,date\nit fell,03/04/2018\nit rose,05/04/2018\n',
    next: 'text,date\nit lay,01/04/2018\nit sat,02/04/2018\n',
    given: { reading: { dates: 'dmy' } },
    earlier: [['dates', 'dmy']],
    words: 'days as day/month/year',
  },
  {
    what: 'columns by their names, and the kind',
    first: 'nr,remark,mood\n1,it rose,glad\n2,it fell,sad\n',
    next: '"nr","remark","mood"\n3,"it sat, and hung",glad\n4,it sat,sad\n',
    given: { as: 'texts', reading: { columns: { text: ['remark'], label: ['mood'] } } },
    earlier: [
      ['as', 'texts'],
      ['columns', 'text=remark,label=mood'],
    ],
    words: 'the kind texts and the columns text=remark,label=mood',
  },
  {
    what: 'columns of a file without a heading',
    first: '1;it rose;glad\n2;it fell;sad\n3;it fell;sad\n4;it lay;glad\n5;it sat;sad\n',
    next: '6;so it goes;glad\n7;who knows;sad\n8;not me;sad\n9;nobody does;glad\n',
    given: { reading: { columns: { text: ['2'], label: ['3'] } } },
    earlier: [['columns', 'text=2,label=3']],
    words: 'the columns text=2,label=3',
  },
  {
    what: 'the zone of times that name it by an ambiguous word',
    first: 'text,date\nit fell,9 Jan 2018 8:00 CST\nit rose,9 Jan 2018 9:00 CST\n',
    next: 'text,date\nit lay,10 Jan 2018 8:00 CST\nit sat,10 Jan 2018 9:00 CST\n',
    given: { reading: { zone: 'America/Chicago' } },
    earlier: [['zone', 'America/Chicago']],
    words: 'the time zone America/Chicago',
  },
  {
    what: 'keys of JSON',
    first: '{"remark":"it rose","mood":"glad"}\n{"remark":"it fell","mood":"sad"}\n',
    next: '{"mood":"glad","remark":"it sat"}\n{"remark":"it lay","mood":"sad"}\n',
    given: { as: 'texts', reading: { columns: { text: ['remark'], label: ['mood'] } } },
    earlier: [
      ['as', 'texts'],
      ['columns', 'text=remark,label=mood'],
    ],
    words: 'the kind texts and the columns text=remark,label=mood',
    extension: 'jsonl',
  },
])(
  '$what: asked about again, and offered',
  async ({ first, next, given, earlier, words, extension = 'csv' }) => {
    const store = temporaryStore();
    const before = await refused(store, `first.${extension}`, first);
    expect(before.message).not.toContain('of this shape');
    await imported(store, `first.${extension}`, first, given);

    const error = await refused(store, `next.${extension}`, next);
    const remedy = { earlier: earlier.map(([setting, value]) => ({ setting, value })) };
    const sentence = `A file of this shape (first.${extension}) was imported on ${today} with ${words}.`;
    expect(error.kind).toBe('input');
    expect(error.message.endsWith(` ${sentence}`)).toBe(true);
    expect(error.remedies[0]).toEqual(remedy);
    expect(error.remedies.length).toBeGreaterThan(1);

    const found = await seen(store, `next.${extension}`, next);
    expect(found.problem?.endsWith(` ${sentence}`)).toBe(true);
    expect(found.remedies[0]).toEqual(remedy);
    expect(found.earlier).toMatchObject({ file: `first.${extension}`, as: given.as ?? null });

    // What is offered is what answers the question.
    const { as, reading } = found.earlier!;
    const answered = await seen(store, `next.${extension}`, next, { ...(as !== null && { as }), reading });
    expect([answered.problem, answered.earlier]).toEqual([null, null]);
    const result = await imported(store, `next.${extension}`, next, { ...(as !== null && { as }), reading });
    expect(result.problem).toBeNull();
    expect(result.notes.filter((note) => note.includes('of this shape'))).toEqual([]);
  },
);

const zoned = (text: string): string => `text,date\n${text},2018-07-09 08:00\n`;

test('a file that is recognised otherwise is imported as recognised, and a note offers the other way', async () => {
  const store = temporaryStore();
  await imported(store, 'first.csv', zoned('it rose'), { reading: { zone: 'America/New_York' } });
  const found = await seen(store, 'next.csv', zoned('it fell'));
  const words = `was imported on ${today} with the time zone America/New_York, which reads it otherwise`;
  expect(found.problem).toBeNull();
  expect(found.notes).toEqual([`A file of this shape (first.csv) ${words}.`]);
  expect(found.remedies).toEqual([{ earlier: [{ setting: 'zone', value: 'America/New_York' }] }]);

  const result = await imported(store, 'next.csv', zoned('it fell'));
  expect(result.notes).toEqual([
    `a file of this shape (first.csv) ${words}; if that is right, forget this import and repeat it`,
  ]);
  expect(result.remedies).toEqual(found.remedies);
  const times = store.db.prepare('SELECT text, published_at FROM document ORDER BY id').raw().all();
  expect(times).toEqual([
    ['it rose', Date.UTC(2018, 6, 9, 12)],
    ['it fell', Date.UTC(2018, 6, 9, 8)],
  ]);
});

test('answers that would change nothing, or that are given again, are not offered', async () => {
  const store = temporaryStore();
  const dated = (text: string): string => `text,date\n${text},2018-07-29T08:00Z\n`;
  await imported(store, 'first.csv', dated('it rose'), { reading: { dates: 'dmy', zone: 'Asia/Tokyo' } });
  expect(await seen(store, 'next.csv', dated('it fell'))).toMatchObject({ notes: [], earlier: null });
  await imported(store, 'first.csv', zoned('it rose'), { reading: { zone: 'Asia/Tokyo' } });
  const again = { reading: { zone: 'Asia/Tokyo' } };
  expect(await seen(store, 'next.csv', zoned('it fell'), again)).toMatchObject({ notes: [], earlier: null });
  // Another answer was given on purpose.
  const other = { reading: { zone: 'Europe/Rome' } };
  expect(await seen(store, 'next.csv', zoned('it fell'), other)).toMatchObject({ notes: [], earlier: null });
});

test('answers that do not answer the question are not offered', async () => {
  const store = temporaryStore();
  await imported(store, 'first.csv', 'text,date\nit rose,2018-07-09 08:00\n', {
    reading: { zone: 'Asia/Tokyo' },
  });
  const error = await refused(store, 'next.csv', 'text,date\nit fell,03/04/2018\nit rose,05/04/2018\n');
  expect(error.message).not.toContain('of this shape');
  expect(error.remedies).toEqual([{ setting: 'dates', values: ['mdy', 'dmy'] }]);
});

test('what the preview sends along is not kept, and columns have their names', async () => {
  const store = temporaryStore();
  const rows = 'nr,remark,moment\n1,it rose,03/04/2018 10:00\n2,it fell,05/04/2018 11:00\n';
  await imported(store, 'first.csv', rows, {
    reading: {
      delimiter: ',',
      quoted: true,
      heading: 1,
      columns: { text: ['2'], time: ['3'], label: [], ticker: [], url: [] },
      dates: 'dmy',
    },
  });
  const found = await seen(store, 'next.csv', rows.replaceAll('it', 'what'));
  expect(found.remedies[0]).toEqual({
    earlier: [
      { setting: 'columns', value: 'text=remark,time=moment' },
      { setting: 'dates', value: 'dmy' },
    ],
  });
});

test('a role that was taken from its column is an answer', async () => {
  const store = temporaryStore();
  const rows = (text: string): string =>
    `text,label,date\n${text},good,2018-07-09\n${text} too,bad,2018-07-10\n`;
  await imported(store, 'first.csv', rows('it rose'), { as: 'texts', reading: { columns: { label: [] } } });
  const found = await seen(store, 'next.csv', rows('it fell'), { as: 'texts' });
  expect(found.remedies).toEqual([
    {
      earlier: [
        { setting: 'as', value: 'texts' },
        { setting: 'columns', value: 'label=' },
      ],
    },
  ]);
  expect(found.notes).toEqual([expect.stringContaining('the kind texts and the columns label=')]);
});

test('a ticker is of one file, and files of another shape are none of its source', async () => {
  const store = temporaryStore();
  const prices = 'Date,Close\n2018-07-09,11\n2018-07-10,12\n';
  await imported(store, 'p.csv', prices, { reading: { ticker: 'AAA' } });
  expect(await seen(store, 'q.csv', prices)).toMatchObject({ earlier: null });
  await imported(store, 'first.csv', zoned('it rose'), { reading: { zone: 'Asia/Tokyo' } });
  const other = 'text,url,date\nit fell,x,2018-07-09 08:00\n';
  expect(await seen(store, 'next.csv', other)).toMatchObject({ earlier: null, notes: [] });
});

test('lines of text, which have no shape, are offered answers only if something is asked', async () => {
  const store = temporaryStore();
  const lines = 'It rose.\nIt fell.\n';
  await imported(store, 'a.txt', lines, { as: 'texts', reading: { encoding: 'windows-1252' } });
  expect(await seen(store, 'b.txt', 'Café\n')).toMatchObject({ earlier: null, notes: [] });
});

test('nothing is kept of a file that was refused or recognised, and the last answers count', async () => {
  const store = temporaryStore();
  const doubtful = 'text,date\nit fell,03/04/2018\n';
  await refused(store, 'first.csv', doubtful, { reading: { zone: 'Asia/Tokyo' } });
  const count = (): unknown => store.db.prepare('SELECT count(*) FROM file_shape').pluck().get();
  await imported(store, 'recognised.csv', zoned('it rose'));
  expect(count()).toBe(0);
  await imported(store, 'first.csv', zoned('it rose'), { reading: { zone: 'Asia/Tokyo' } });
  await imported(store, 'second.csv', zoned('it fell'), { reading: { zone: 'Europe/Rome' } });
  expect(count()).toBe(1);
  expect((await seen(store, 'next.csv', zoned('it sat'))).earlier).toMatchObject({ file: 'second.csv' });
});

test('what was answered outlives the file that it was answered for', async () => {
  const store = temporaryStore();
  const { source } = await imported(store, 'first.csv', zoned('it rose'), {
    reading: { zone: 'Asia/Tokyo' },
  });
  forgetSource(store, source!, false);
  expect((await seen(store, 'next.csv', zoned('it fell'))).earlier).toMatchObject({ file: 'first.csv' });
});

test('what another version kept and this one does not understand is not offered', async () => {
  const store = temporaryStore();
  const path = temporaryFile('next.csv', zoned('it fell'));
  const shape = fileShape(path, await firstLines(path, null));
  const kept = [
    { kind: null, reading: '{"zone":7}' },
    { kind: null, reading: '{"zone":' },
    { kind: 'memes', reading: '{"zone":"Asia/Tokyo"}' },
  ];
  for (const one of kept) {
    keepShape(store, { shape, file: 'first.csv', ...one, importedAt: 0 });
    expect(keptShape(store, shape)).toMatchObject(one);
    expect(await seen(store, 'next.csv', zoned('it fell'))).toMatchObject({ earlier: null });
  }
});

import { describe, expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { forget, unforget } from '../jobs/forget.ts';
import { listCorrections } from '../store/corrections.ts';
import { endLease, takeLease } from '../store/lease.ts';
import { overview } from '../store/overview.ts';
import { listRejects } from '../store/rejects.ts';
import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import { correctRecord } from './correct-record.ts';
import { forgetSource } from './forget-source.ts';
import { importFile } from './import.ts';

const all = { source: null, offset: 0, limit: 100 };
const rejects = (store: WritableStore) => listRejects(store, all).rows;
const counts = (store: WritableStore) =>
  listSources(store).map(({ records, accepted, duplicate, rejected }) => [
    records,
    accepted,
    duplicate,
    rejected,
  ]);
/** Every row of every table that a correction may touch, without what says when. */
const content = (store: WritableStore) =>
  ['document', 'mention', 'company', 'label', 'price', 'reject', 'correction', 'kept_record', 'spelling'].map(
    (table) => [table, store.db.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).raw().all()],
  );

const TEXTS = `date,ticker,text,sentiment
2018-07-10,GS,wide spreads,positive
2018-13-11,GS,narrow spreads,negative
2018-07-12,MS,"a text, with a comma",positive
`;

async function withTexts(): Promise<{ store: WritableStore; reject: number }> {
  const store = temporaryStore();
  await importContent(store, 'texts.csv', TEXTS);
  return { store, reject: rejects(store)[0]!.id };
}

describe('a rejected record', () => {
  test('is read as the others of its file were, and tried without being stored', async () => {
    const { store, reject } = await withTexts();
    const before = content(store);
    const tried = await correctRecord(store, {
      reject,
      record: '2018-07-11,GS,narrow spreads,negative',
      dryRun: true,
    });
    expect(tried).toEqual({
      outcome: 'accepted',
      problem: null,
      record: '2018-07-11,GS,narrow spreads,negative',
      fields: ['2018-07-11', 'GS', 'narrow spreads', 'negative'],
      columns: [
        { name: 'date', role: 'time', value: '2018-07-11' },
        { name: 'ticker', role: 'ticker', value: 'GS' },
        { name: 'text', role: 'text', value: 'narrow spreads' },
        { name: 'sentiment', role: 'label', value: 'negative' },
      ],
      dryRun: true,
      deletion: null,
    });
    expect(content(store)).toEqual(before);
  });

  test('is shown as it is stored where its text holds a delimiter that no quotes enclose', async () => {
    const { store, reject } = await withTexts();
    const record = '2018-07-11,GS,narrow, narrower,negative';
    const { columns } = await correctRecord(store, { reject, record, dryRun: false });
    expect(columns.map(({ value }) => value)).toEqual(['2018-07-11', 'GS', 'narrow, narrower', 'negative']);
    const stored = store.db.prepare("SELECT text FROM document WHERE text LIKE 'narrow%'").pluck().all();
    expect(stored).toEqual(['narrow, narrower']);
  });

  test.each([
    ['2018-13-11,GS,narrow spreads,negative', 'date'],
    ['2018-07-11,GS', '2 columns instead of 4'],
    ['', 'there is no record in it'],
    ['2018-07-11,GS,a,negative\n2018-07-11,GS,b,negative', 'several records'],
  ])('stays rejected while it is wrong: %j', async (record, why) => {
    const { store, reject } = await withTexts();
    const before = content(store);
    for (const dryRun of [true, false]) {
      const { outcome, problem } = await correctRecord(store, { reject, record, dryRun });
      expect({ outcome, message: problem?.message }).toEqual({
        outcome: 'rejected',
        message: expect.stringContaining(why),
      });
    }
    expect(content(store)).toEqual(before);
  });

  test('can be given as its fields, which are put in quotes where they need them', async () => {
    const { store, reject } = await withTexts();
    const fields = ['2018-07-11', 'GS', 'narrow, "very" narrow', 'negative'];
    const {
      outcome,
      record,
      fields: read,
    } = await correctRecord(store, { reject, record: fields, dryRun: false });
    expect({ outcome, record, read }).toEqual({
      outcome: 'accepted',
      record: '2018-07-11,GS,"narrow, ""very"" narrow",negative',
      read: fields,
    });
    const stored = store.db.prepare("SELECT text FROM document WHERE text LIKE 'narrow%'").pluck().all();
    expect(stored).toEqual(['narrow, "very" narrow']);
    expect(listCorrections(store, all).rows).toMatchObject([{ corrected: record }]);
  });

  test('has fields that cannot be told where their number differs, and then is a text', async () => {
    const { store, reject } = await withTexts();
    const tried = (record: string | string[]) => correctRecord(store, { reject, record, dryRun: true });
    expect((await tried('2018-07-11,GS')).fields).toBeNull();
    expect((await tried('2018-07-11,GS,"narrow,negative')).fields).toBeNull();
    await expect(tried(['2018-07-11', 'GS'])).rejects.toThrow(
      'texts.csv has no 2 delimited columns: write the record as one text.',
    );
    const long = 'spreads '.repeat(200).trim();
    expect((await tried(`2018-07-11,GS,${long},negative`)).fields?.[2]).toBe(long);
  });

  test('is told where a field cannot be written, in a file without quotes', async () => {
    const store = temporaryStore();
    const rows = ['2018-07-10\tGS\twide "spreads', '2018-13-11\tGS\tnarrow', '2018-07-12\tMS\t"so" it is'];
    await importContent(store, 'texts.tsv', `date\tticker\ttext\n${rows.join('\n')}\n`);
    const reject = rejects(store)[0]!.id;
    const tried = (...fields: string[]) => correctRecord(store, { reject, record: fields, dryRun: true });
    expect((await tried('2018-07-11', 'G\tS', 'narrow')).problem).toEqual({
      kind: 'field',
      column: 'ticker',
      message: 'it holds a delimiter or a line break, and the file has no quotes around its fields',
    });
    expect(await tried('2018-07-11', 'GS', '"narrow')).toMatchObject({ outcome: 'accepted' });
  });

  test('becomes a record of its file, with its label, and is listed as corrected', async () => {
    const { store, reject } = await withTexts();
    const record = '2018-07-11,GS,narrow spreads,negative';
    const { outcome, deletion } = await correctRecord(store, { reject, record, dryRun: false });
    expect([outcome, typeof deletion]).toEqual(['accepted', 'number']);
    expect(counts(store)).toEqual([[3, 3, 0, 0]]);
    expect(rejects(store)).toEqual([]);
    expect(listCorrections(store, all)).toMatchObject({
      total: 1,
      rows: [
        { file: 'texts.csv', line: 3, raw: TEXTS.split('\n')[2], corrected: record, outcome: 'accepted' },
      ],
    });
    const row = store.db
      .prepare(
        "SELECT d.line, d.source_file, l.value FROM document d JOIN label l ON l.document_id = d.id WHERE text = 'narrow spreads'",
      )
      .raw();
    expect(row.all()).toEqual([[3, 1, 'negative']]);
    expect(
      store.db.prepare("SELECT count(*) FROM document_text WHERE document_text MATCH 'narrow'").pluck().get(),
    ).toBe(1);
  });

  test('that says what is there already counts as a duplicate', async () => {
    const { store, reject } = await withTexts();
    const record = '2018-07-10,GS,wide spreads,positive';
    expect(await correctRecord(store, { reject, record, dryRun: false })).toMatchObject({
      outcome: 'duplicate',
    });
    expect(counts(store)).toEqual([[3, 2, 1, 0]]);
    expect(overview(store).documents).toBe(2);
  });

  test('that contradicts what is there is not taken', async () => {
    const { store, reject } = await withTexts();
    const before = content(store);
    const record = '2018-07-10,GS,wide spreads,negative';
    const { outcome, problem } = await correctRecord(store, { reject, record, dryRun: false });
    expect([outcome, problem?.kind]).toEqual(['rejected', 'conflict']);
    expect(content(store)).toEqual(before);
    expect(counts(store)).toEqual([[3, 2, 0, 1]]);
  });
});

test('a correction is undone exactly, and the number of its text is not given to another one', async () => {
  const { store, reject } = await withTexts();
  const before = content(store);
  const record = '2018-07-11,XYZ,narrow spreads,neutral';
  const { deletion } = await correctRecord(store, { reject, record, dryRun: false });
  unforget(store, deletion);
  expect(content(store)).toEqual(before);
  expect(counts(store)).toEqual([[3, 2, 0, 1]]);
  expect(
    store.db.prepare("SELECT count(*) FROM document_text WHERE document_text MATCH 'narrow'").pluck().get(),
  ).toBe(0);
  await importContent(store, 'more.csv', 'date,ticker,text\n2018-07-13,GS,one more\n');
  expect(store.db.prepare('SELECT max(id) FROM document').pluck().get()).toBe(4);
});

test('a file that is imported again keeps its corrections', async () => {
  const { store, reject } = await withTexts();
  const record = '2018-07-11,GS,narrow spreads,negative';
  await correctRecord(store, { reject, record, dryRun: false });
  const again = await importContent(store, 'texts.csv', TEXTS);
  expect(counts(store)).toEqual([[3, 3, 0, 0]]);
  expect(again).toMatchObject({ records: 3, rejected: 0, rejects: {} });
  expect(again.notes.join()).toContain('one record that would be rejected was corrected by hand before');
  expect(overview(store).documents).toBe(3);
});

test('a file that is forgotten takes its corrections along, and brings them back', async () => {
  const { store, reject } = await withTexts();
  await correctRecord(store, { reject, record: '2018-07-11,GS,narrow spreads,negative', dryRun: false });
  const before = content(store);
  forget(store, { what: 'source', source: 1 }, false);
  expect(overview(store)).toMatchObject({ documents: 0, sources: [] });
  expect(listCorrections(store, all).total).toBe(0);
  expect(store.db.pragma('foreign_key_check')).toEqual([]);
  unforget(store, null);
  expect(content(store)).toEqual(before);
});

test('a corrected record that another file brought as well is its own once that one is forgotten', async () => {
  const store = temporaryStore();
  await importContent(store, 'first.csv', 'date,ticker,text\n2018-07-11,GS,narrow spreads\n');
  await importContent(store, 'texts.csv', TEXTS);
  const reject = rejects(store)[0]!.id;
  const record = '2018-07-11,GS,narrow spreads,negative';
  expect(await correctRecord(store, { reject, record, dryRun: false })).toMatchObject({
    outcome: 'accepted',
  });
  forgetSource(store, 1, false);
  expect(counts(store)).toEqual([[3, 3, 0, 0]]);
  expect(
    store.db.prepare("SELECT source_file FROM document WHERE text = 'narrow spreads'").pluck().all(),
  ).toEqual([2]);
});

test('answers that were given for the file count for its corrections', async () => {
  const store = temporaryStore();
  const path = temporaryFile('p.csv', 'day;price\n03/04/2018;1,5\n31/04/2018;1,6\n');
  await importFile(store, path, {
    as: 'prices',
    labels: null,
    reading: {
      encoding: null,
      delimiter: null,
      quoted: null,
      heading: null,
      dates: 'dmy',
      zone: null,
      decimal: 'comma',
      ticker: 'GS',
      bins: null,
      columns: { time: ['day'], close: ['price'] },
    },
  });
  const [reject] = rejects(store);
  await correctRecord(store, { reject: reject!.id, record: '30/04/2018;1,6', dryRun: false });
  expect(store.db.prepare('SELECT day, close FROM price ORDER BY day').raw().all()).toEqual([
    ['2018-04-03', 1.5],
    ['2018-04-30', 1.6],
  ]);
});

test('a row of prices of several tickers is corrected as one', async () => {
  const store = temporaryStore();
  await importContent(
    store,
    'wide.csv',
    'Price,Close,Close\nTicker,AAA,BBB\nDate,,\n2018-07-10,10,20\n2018-07-11,x,y\n2018-07-12,11,21\n2018-07-13,12,22\n',
  );
  expect(counts(store)).toEqual([[8, 6, 0, 2]]);
  const [reject] = rejects(store);
  expect(
    await correctRecord(store, { reject: reject!.id, record: '2018-07-11,10.5,20.5', dryRun: false }),
  ).toMatchObject({
    outcome: 'accepted',
  });
  expect(counts(store)).toEqual([[8, 8, 0, 0]]);
});

test('a JSON object and a line of the StockerBot export are corrected as they are', async () => {
  const store = temporaryStore();
  await importContent(
    store,
    'a.jsonl',
    '{"text":"up","date":"2018-07-10","ticker":"GS"}\n{"text":"","date":"2018-07-11","ticker":"GS"}\n{"text":"down","date":"2018-07-12","ticker":"GS"}\n',
  );
  const [json] = rejects(store);
  await correctRecord(store, {
    reject: json!.id,
    record: '{"text":"flat","date":"2018-07-11","ticker":"GS"}',
    dryRun: false,
  });
  await importContent(
    store,
    'bot.csv',
    'id,text,timestamp,source,symbols,company_names,url,verified\n' +
      '1.0e+18,$GS is up,Wed Jul 18 21:33:26 +0000 2018,ann,GS,Goldman,,False\n' +
      '1.0e+18,$GS is gone,Wed Jul 38 21:33:26 +0000 2018,ann,GS,Goldman,,False\n' +
      '1.0e+18,$GS is back,Wed Jul 18 22:33:26 +0000 2018,ann,GS,Goldman,,False\n',
  );
  const [bot] = rejects(store);
  expect(
    await correctRecord(store, {
      reject: bot!.id,
      record: '1.0e+18,$GS is gone,Wed Jul 18 21:43:26 +0000 2018,ann,GS,Goldman,,False',
      dryRun: false,
    }),
  ).toMatchObject({ outcome: 'accepted' });
  expect(counts(store)).toEqual([
    [3, 3, 0, 0],
    [3, 3, 0, 0],
  ]);
});

test('what cannot be corrected is refused with its reason', async () => {
  const { store, reject } = await withTexts();
  const ask = { reject, record: 'x', dryRun: true };
  await expect(correctRecord(store, { ...ask, reject: 99 })).rejects.toThrow(
    'There is no rejected record 99',
  );
  takeLease(store.dir, 'import');
  await expect(correctRecord(store, ask)).rejects.toThrow('An import is under way.');
  endLease(store.dir, 'import');
  store.db.exec('DELETE FROM source_sample');
  await expect(correctRecord(store, ask)).rejects.toThrow('Import the file again');
});

test('a quote that is not closed is none the better for being read alone', async () => {
  const store = temporaryStore();
  const rows = ['one', 'two', 'three', 'four', 'five', 'six'].map((word) => `"${word}, of many",up`);
  await importContent(store, 'news.csv', ['text,label', ...rows, '"seven, of many,up'].join('\n'));
  const reject = rejects(store).find(({ kind }) => kind === 'quotes')!;
  const tried = await correctRecord(store, { reject: reject.id, record: reject.raw, dryRun: true });
  expect(tried).toMatchObject({ outcome: 'rejected', problem: { kind: 'quotes' } });
});

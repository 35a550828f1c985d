import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { documentById } from '../store/documents.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';

const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'];
const textOf = (word: string): string => `the shares of ${word} rose again`;

async function read(content: string, reading: ReadingInput = {}, as: string | null = null) {
  const store = temporaryStore();
  const path = temporaryFile('file.csv', content);
  const result = await importFile(store, path, { as, labels: null, reading: readingSchema.parse(reading) });
  return { result, first: documentById(store, 1) };
}

/** The columns that the question about a file offers. */
async function offered(content: string, as: string | null = null): Promise<readonly string[]> {
  const error: unknown = await read(content, {}, as).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new TypeError('nothing was asked');
  return error.remedies.flatMap((remedy) =>
    'setting' in remedy && remedy.setting === 'columns' ? remedy.values : [],
  );
}

describe('what a question offers answers it', () => {
  test('another column that has times, or none', async () => {
    const rows = words.map((word, i) => `week ${i},${textOf(word)},2018-07-0${i + 1} 08:00`);
    const content = ['date,text,seen', ...rows].join('\n');
    expect(await offered(content)).toEqual(['time=3', 'time=']);
    expect((await read(content, { columns: { time: ['3'] } })).first?.publishedAt).toBe(
      Date.UTC(2018, 6, 1, 8),
    );
    expect((await read(content, { columns: { time: [] } })).result.accepted).toBe(6);
  });

  test('no column of verified accounts, also in a StockerBot export', async () => {
    const heading = 'id,text,timestamp,source,symbols,company_names,url,verified';
    const rows = words.map(
      (word) => `1,${textOf(word)},Wed Jul 18 21:33:26 +0000 2018,desk,GS,Goldman,,perhaps`,
    );
    const content = [heading, ...rows].join('\n');
    expect(await offered(content)).toEqual(['verified=']);
    expect((await read(content, { columns: { verified: [] } })).result.accepted).toBe(6);
  });

  test('the columns of a text and of labels where nothing names them', async () => {
    const rows = words.map((word, i) => `${i},2018,${textOf(word)},${i % 2 === 0 ? 'up' : 'down'}`);
    expect(await offered(['n,year,remark,mood', ...rows].join('\n'))).toEqual(['text=3,label=4']);
  });

  test('the columns of an export without a heading, before which rows are numbered', async () => {
    const rows = words.map(
      (word, i) =>
        `${i},1019696670777503${i}00,${textOf(word)},Wed Jul 18 21:33:2${i} +0000 2018,desk,GS,Goldman,,True`,
    );
    const columns = 'text=3,time=4,author=5,ticker=6,name=7,url=8,verified=9';
    expect(await offered(rows.join('\n'))).toEqual([columns]);
  });
});

test('the lines of a table are no texts, also where its file is called one of texts', async () => {
  const rows = words.map((word, i) => `${i},${textOf(word)},${i * 7}`);
  expect(await offered(rows.join('\n'), 'texts')).toEqual(['text=2']);
});

test.each(['yes,no', 'T,F', 'WAHR,FALSCH', 'VRAI,FAUX'])(
  '%s say whether an account is verified',
  async (flags) => {
    const [yes, no] = flags.split(',');
    const rows = words.map((word, i) => `${textOf(word)},2018-07-09 08:0${i},${i === 0 ? yes : no}`);
    const { result, first } = await read(['text,time,verified', ...rows].join('\n'));
    expect(result.accepted).toBe(6);
    expect(first?.verified).toBe(true);
  },
);

import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { listRejects, rejectsCsv } from './rejects.ts';

test('the CSV of the rejects holds what the list holds', async () => {
  const store = temporaryStore();
  const good = '1,t,Wed Jul 18 21:00:00 +0000 2018,a,GS,Name,,True';
  const bad = ['2,"quoted", and, comma', '3,é\n"torn"'];
  await importContent(store, 'a, b.csv', [good, good, good, ...bad].join('\n'));
  const { rows, total } = listRejects(store, { source: null, offset: 0, limit: 100 });
  expect(rows.map(({ raw }) => raw)).toEqual(bad);
  expect(total).toBe(2);
  const [heading, ...records] = parse([...rejectsCsv(store, { sources: null, kind: null }, false)].join(''));
  expect(heading).toEqual(['file', 'line', 'byte', 'column', 'kind', 'message', 'raw']);
  expect(records).toEqual(
    rows.map((row) => [
      row.file,
      String(row.line),
      String(row.byte),
      row.column,
      row.kind,
      row.message,
      row.raw,
    ]),
  );
  expect(listRejects(store, { source: 99, offset: 0, limit: 100 })).toEqual({ total: 0, rows: [] });
});

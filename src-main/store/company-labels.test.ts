import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { listCompanies } from './companies.ts';
import { companyLabels } from './company-labels.ts';

test('a company has the label that most of its texts have, of equally frequent ones the first', async () => {
  const store = temporaryStore();
  const rows = [
    ['up,AAA,good', 'down,AAA,bad', 'more,AAA,good'],
    ['other,BBB,good', 'words,BBB,bad'],
    ['nothing,CCC,'],
  ].flat();
  await importContent(
    store,
    'l.csv',
    `text,ticker,date,sentiment\n${rows.map((row, at) => row.replace(/,(\w*)$/, `,2020-01-0${at + 1},$1`)).join('\n')}`,
  );
  const symbols = new Map(listCompanies(store).map(({ id, symbol }) => [id, symbol]));
  const found = companyLabels(store, 'sentiment');
  expect(found.map(({ companyId, ...label }) => [symbols.get(companyId), label])).toEqual([
    ['AAA', { value: 'good', texts: 2, of: 3 }],
    ['BBB', { value: 'bad', texts: 1, of: 2 }],
  ]);
  expect(() => companyLabels(store, 'mood')).toThrow('mood');
});

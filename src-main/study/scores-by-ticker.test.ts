import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { savePredictions } from '../store/predicted-rows.ts';
import { createRun } from '../store/runs.ts';
import { scoresByTicker } from './scores-by-ticker.ts';

test('each ticker has the scores of its own test texts; a text of two tickers counts for both', async () => {
  const store = temporaryStore();
  const rows = ['GS', 'GS', 'GS', 'MS', 'GS MS'].map(
    (tickers, at) => `2018-07-10 1${at}:00:00,${tickers.split(' ')[0]},words ${'abcde'[at]} of ${tickers}`,
  );
  await importContent(store, 'rows.csv', `date,ticker,text\n${rows.join('\n')}\n`);
  store.db.exec(
    "INSERT INTO mention (company_id, published_at, document_id) SELECT id, 0, 5 FROM company WHERE symbol = 'MS'",
  );
  const run = createRun(store, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
  const said = (
    document: number | null,
    truth: string,
    predicted: string,
    part: 'test' | 'valid' = 'test',
  ) => ({
    document,
    line: null,
    text: document === null ? 'a row of a file' : null,
    part,
    truth,
    predicted,
    probabilities: [0.5, 0.5],
  });
  savePredictions(store, run, [
    said(1, 'up', 'up'),
    said(2, 'up', 'up'),
    said(3, 'down', 'up'),
    said(4, 'down', 'down'),
    said(5, 'up', 'up'),
    said(null, 'up', 'down'),
    said(4, 'down', 'up', 'valid'),
  ]);
  const found = scoresByTicker(store, run);
  expect(found).toMatchObject([
    { symbol: 'GS', n: 4, accuracy: 0.75, majority: { value: 'up', share: 0.75 } },
    { symbol: 'MS', n: 2, accuracy: 1, macroF1: 1, majority: { share: 0.5 } },
  ]);
  // F1 of up 6/7 and of down 0, by hand.
  expect(found[0]!.macroF1).toBeCloseTo(3 / 7, 12);
  expect(found[0]!.low).toBeLessThan(0.75);
  expect(found[0]!.high).toBeGreaterThan(0.75);
});

test('a run without test texts of a ticker has none', () => {
  const store = temporaryStore();
  const run = createRun(store, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
  expect(scoresByTicker(store, run)).toEqual([]);
});

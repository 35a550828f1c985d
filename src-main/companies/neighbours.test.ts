import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { createRun, saveEmbeddings } from '../store/runs.ts';
import { neighbours } from './neighbours.ts';

const asked = { k: 5, metric: 'cosine', topic: null } as const;

test('a ticker is known in any case; one without a vector and one that is not there are told apart', async () => {
  const store = temporaryStore();
  const tweets = ['NFLX', 'MSFT', 'ORCL'].map(
    (symbol) => `1,${symbol} news,Wed Jul 18 21:00:00 +0000 2018,a,${symbol},Name of ${symbol},,True`,
  );
  await importContent(store, 't.csv', tweets.join('\n'));
  const run = createRun(store, { recipe: 'company-embedding', config: '{}', version: '1' });
  saveEmbeddings(store, run, [
    { companyId: 1, vector: Float32Array.of(1, 0) },
    { companyId: 2, vector: Float32Array.of(0, 1) },
  ]);
  const near = (symbol: string) => neighbours(store, { run, symbol, ...asked });
  expect(near('$nflx').map(({ symbol }) => symbol)).toEqual(['MSFT']);
  expect(() => near('orcl')).toThrow(`Run ${run} has no vector for ORCL, which had too few texts`);
  expect(() => near('NFXL')).toThrow('There is no ticker NFXL. Did you mean "NFLX"?');
});

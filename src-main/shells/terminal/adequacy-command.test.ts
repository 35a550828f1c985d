import { expect, test } from 'vitest';
import { z } from 'zod';
import { contexture as run } from '../../../test/support/command.ts';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { importFile } from '../../ingest/import.ts';
import { openStore } from '../../store/open.ts';

test('the command tells what each ticker could teach, and refuses tickers and schemes that are not there', async () => {
  const workspace = temporaryFolder();
  const store = openStore(workspace);
  const rows = Array.from({ length: 20 }, (_, at) => {
    const own = String.fromCodePoint(97 + at);
    return `2018-07-10 ${String(at).padStart(2, '0')}:00:00,${at < 15 ? 'GS' : 'MS'},${own}a ${own}b ${own}c ${own}d,${at % 2 ? 'up' : 'down'}`;
  });
  const file = temporaryFile('rows.csv', `date,ticker,text,sentiment\n${rows.join('\n')}\n`);
  await importFile(store, file, { as: null, labels: 'tone' });
  store.close();

  // The scheme is taken wherever it stands, though the command above has an option of this name too.
  const { status, out } = run(
    'labels',
    'adequacy',
    '--scheme',
    'tone',
    '-n',
    '2',
    '--json',
    '--workspace',
    workspace,
  );
  expect(status).toBe(0);
  const told = z.looseObject({ tickers: z.array(z.unknown()), sentence: z.string() }).parse(JSON.parse(out));
  expect(told).toMatchObject({
    overall: { labelled: 20, n: 2, withEarlier: 16, test: { texts: 4 } },
    least: { labels: 30, classes: 2 },
    tickers: [
      { symbol: 'GS', labelled: 15, withEarlier: 13, alone: false },
      { symbol: 'MS', labelled: 5 },
    ],
  });
  expect(told.sentence).toContain('the best, GS, has 15');
  const of = run('labels', 'adequacy', 'ms', '--scheme', 'tone', '--workspace', workspace);
  expect(of.out).toContain('MS has 5 labelled texts of the scheme “tone”.');
  expect(run('labels', 'adequacy', 'XX', '--scheme', 'tone', '--workspace', workspace)).toMatchObject({
    status: 2,
  });
});

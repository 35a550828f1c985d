import { expect, it } from 'vitest';
import { documentOf } from '../charts/fixtures.testing.ts';
import { differenceTable } from './difference-rows.ts';

const said = (predicted: string, ofTruth: number) => ({
  predicted,
  ofTruth,
  probabilities: [ofTruth, 1 - ofTruth],
});

it('saves one row per text: its truth, and what each run made of it', () => {
  const table = differenceTable(
    4,
    7,
    [
      {
        document: documentOf(12, { text: 'beats' }),
        line: 3,
        truth: 'up',
        first: said('up', 0.75),
        second: said('down', 0.25),
      },
      {
        document: documentOf(0, { text: 'of a file' }),
        line: 9,
        truth: 'down',
        first: said('up', 0.5),
        second: said('down', 1),
      },
    ],
    (value) => (value === 'up' ? 'rise' : value),
  );
  expect(table.columns).toEqual([
    'document',
    'line',
    'truth',
    'truth, name',
    'run 4',
    'run 4, name',
    'run 4, of truth',
    'run 7',
    'run 7, name',
    'run 7, of truth',
    'text',
  ]);
  expect(table.rows).toEqual([
    [12, 3, 'up', 'rise', 'up', 'rise', 0.75, 'down', 'down', 0.25, 'beats'],
    // A text of a test file is no document of the workspace.
    [null, 9, 'down', 'down', 'up', 'rise', 0.5, 'down', 'down', 1, 'of a file'],
  ]);
});

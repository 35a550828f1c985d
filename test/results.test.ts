import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawnPrices } from '../src-main/export/trained-run.testing.ts';
import { temporaryFolder } from './support/workspace.ts';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/results.md');

function results(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/results.ts'), ...args],
    {
      encoding: 'utf8',
    },
  );
  return { status, out: stdout, err: stderr };
}

test.each([
  [['--data', '/absent/folder'], '/absent/folder'],
  [['--data', root, '--seeds', 'many'], '"many"'],
  [['--data', root, '--only', 'nothing like it'], '"nothing like it"'],
  [['--datum', root], '--datum'],
])('%j is answered in one sentence', (args, words) => {
  const { status, out, err } = results(...args);
  expect({ status, out, lines: err.trim().split('\n').length }).toEqual({ status: 2, out: '', lines: 1 });
  expect(err).toContain(words);
});

test('rows whose data are missing or unreadable are named, and the others are kept', () => {
  const data = temporaryFolder();
  writeFileSync(join(data, 'prices-2018.csv'), drawnPrices(300));
  writeFileSync(join(data, 'topic-train.csv'), Buffer.from([0, 1, 2, 255, 254]));
  const before = readFileSync(page, 'utf8');
  const { status, out, err } = results('--data', data, '--seeds', '1');
  expect(status).toBe(3);
  expect(err).toContain(`${data} has no stockerbot-export.csv, stockerbot-labelled-train.csv`);
  expect(err).toMatch(/topic-train\.csv/u);
  expect(err).toMatch(/`topic` \(split stratified\) was left out: it could not be measured\.$/mu);
  expect(err).not.toMatch(/^\s+at /mu);
  expect(out).toMatch(/^\| S&P 500 prices, last fifth of the days \| `price-transformer`/mu);
  expect(readFileSync(join(root, 'out/results.md'), 'utf8')).toContain('S&P 500 prices');
  expect(readFileSync(page, 'utf8')).toBe(before);
});

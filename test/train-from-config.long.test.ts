import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../src-main/store/open.ts';
import { runMetrics } from '../src-main/store/runs.ts';
import { runRow } from '../src-main/runs/runs.ts';
import type { RunRow } from '../src-main/training/types.ts';
import { commandLine } from './support/command.ts';

const root = join(import.meta.dirname, '..');
const sample = join(root, 'resources/sample');
const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));

/** Runs the command line in a process of its own; what it writes to standard error. */
function contexture(...args: string[]): string {
  const { status, stderr } = spawnSync(process.execPath, [commandLine, ...args, '--workspace', workspace], {
    encoding: 'utf8',
  });
  expect({ status, error: status === 0 ? '' : stderr }).toEqual({ status: 0, error: '' });
  return stderr;
}

/** What a run kept, without its number and its times. */
function kept(run: number) {
  const store = openStore(workspace);
  try {
    return {
      row: runRow(store, run),
      metrics: runMetrics(store, run),
      measured: measured(runRow(store, run)),
    };
  } finally {
    store.close();
  }
}

function measured({ result }: RunRow) {
  if (!result) return null;
  const { run: _, seconds: __, phases: ___, ...rest } = result;
  return rest;
}

const configOf = (run: number) => join(workspace, 'runs', String(run), 'config.json');
const otherData = (run: number) => `the data differ from those in ${configOf(run)}: `;
const tiny = ['--set', 'epochs=2', '--set', 'width=8', '--device', 'cpu'];

beforeAll(() => {
  contexture('import', join(sample, 'stockerbot-sample.csv'));
  contexture('import', join(sample, 'sentiment.csv'), '--labels', 'sentiment');
  contexture('train', 'document-attention', ...tiny, '--set', 'ngrams=false', '--seed', '3');
  contexture('train', 'word2vec', ...tiny);
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test.each([[1], [2]])('run %i is trained again from its file, to the bit', (run) => {
  expect(contexture('train', '--config', configOf(run))).not.toContain('the data differ');
  const again = kept(run + 2);
  const first = kept(run);
  expect(again.row.config).toEqual(first.row.config);
  expect(again.metrics).toEqual(first.metrics);
  expect(again.metrics.length).toBeGreaterThan(0);
  expect(again.measured).toEqual(first.measured);
});

test('other data than those of the file are told, and trained on', () => {
  const told = contexture('train', '--config', configOf(1), '--set', 'trainSize=50');
  expect(told).toContain(otherData(1));
  expect(kept(5)).toMatchObject({ row: { state: 'done' }, measured: { split: { train: 50 } } });
});

import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openStore } from '../src-main/store/open.ts';
import { runMetrics } from '../src-main/store/runs.ts';
import { runRow } from '../src-main/runs/runs.ts';
import { temporaryFolder } from './support/workspace.ts';
import { commandLine } from './support/command.ts';

const root = join(import.meta.dirname, '..');
const sample = join(root, 'resources/sample');

function contexture(workspace: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [commandLine, ...args, '--workspace', workspace], {
    encoding: 'utf8',
  });
  expect({ status, error: status === 0 ? '' : stderr }).toEqual({ status: 0, error: '' });
}

/** Trains until an epoch is measured, then kills the process without a warning. */
async function killedAfter(epoch: number, workspace: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [commandLine, ...args, '--workspace', workspace], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.startsWith(`epoch ${epoch}:`)) child.kill('SIGKILL');
  }
  await ended;
}

test('a run whose process was killed goes on with the losses of one that was not', async () => {
  const workspace = temporaryFolder();
  contexture(workspace, 'import', join(sample, 'stockerbot-sample.csv'));
  contexture(workspace, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment');
  const training = ['train', 'contextual-sentiment', '--set', 'epochs=8', '--device', 'cpu'];
  contexture(workspace, ...training);
  await killedAfter(3, workspace, ...training);

  contexture(workspace, 'train', '--resume', '2');
  const store = openStore(workspace);
  try {
    const [whole, killed] = [runRow(store, 1), runRow(store, 2)];
    expect(killed.state).toBe('done');
    expect(runMetrics(store, 2)).toEqual(runMetrics(store, 1));
    // Eight of the text model, and up to eight of its context branch.
    expect(killed.result).toMatchObject({
      epochs: whole.result!.epochs,
      test: (whole.result as { test: object }).test,
    });
  } finally {
    store.close();
  }
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../../test/support/workspace.ts';
import { endLease } from '../../store/lease.ts';
import { createRun } from '../../store/runs.ts';
import { positionFile } from '../../runs/run-folder.ts';

test('a run whose process was killed is listed as failed, and as one that can go on', () => {
  const store = temporaryStore();
  const begun = { recipe: 'document-attention', config: '{"recipe":"document-attention"}', version: '1' };
  const [killed, going] = [createRun(store, begun), createRun(store, begun)];
  // As the operating system does when its process is gone.
  endLease(store.dir, `run-${killed}`);
  mkdirSync(dirname(positionFile(store, killed)), { recursive: true });
  writeFileSync(positionFile(store, killed), '');
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../cli.ts'), 'runs', '--workspace', store.dir],
    { encoding: 'utf8' },
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^ *${killed} +document-attention +failed `, 'm'));
  expect(stdout).toMatch(new RegExp(`^ *${going} +document-attention +running `, 'm'));
  expect(stdout).toContain(`stopped runs that contexture train --resume RUN can resume: ${killed}\n`);
});

import { createRouterClient } from '@orpc/server';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { createJobHost } from '../jobs/host.ts';
import { createRun } from '../store/runs.ts';
import { router } from './router.ts';

test('a run whose process was killed while the window is open is listed as ended', async () => {
  const store = temporaryStore();
  const jobs = createJobHost({
    store,
    spawn: () => {
      throw new Error('no job is started here');
    },
  });
  onTestFinished(() => jobs.close());
  const client = createRouterClient(router, { context: { store, jobs } });
  const begun = { recipe: 'document-attention', config: '{"recipe":"document-attention"}', version: '1' };
  const [killed, going] = [createRun(store, begun), createRun(store, begun)];
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  store.db.prepare('UPDATE run SET pid = ?, host = ? WHERE id = ?').run(pid, hostname(), killed);
  expect((await client.runs.list()).map(({ id, state }) => ({ id, state }))).toEqual([
    { id: going, state: 'running' },
    { id: killed, state: 'failed' },
  ]);
});

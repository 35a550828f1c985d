import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { createJobHost } from '../jobs/host.ts';
import { endLease } from '../store/lease.ts';
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
  const client = createRouterClient(router, { context: { store, jobs, resources: '' } });
  const begun = { recipe: 'document-attention', config: '{"recipe":"document-attention"}', version: '1' };
  const [killed, going] = [createRun(store, begun), createRun(store, begun)];
  // As the operating system does when its process is gone.
  endLease(store.dir, `run-${killed}`);
  expect((await client.runs.list()).map(({ id, state }) => ({ id, state }))).toEqual([
    { id: going, state: 'running' },
    { id: killed, state: 'failed' },
  ]);
});

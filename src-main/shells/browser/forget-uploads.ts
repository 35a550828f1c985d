import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endLease, takeLease } from '../../store/lease.ts';
import { listRuns } from '../../store/runs.ts';
import type { WritableStore } from '../../store/store.ts';

const LEASE = 'uploads';

/**
 * Removes the files that browsers sent to earlier servers, but for those that a run or a study names. Nothing happens
 * while another server has the workspace.
 *
 * @returns gives the workspace back to other servers
 */
export function forgetUploads(store: WritableStore): () => void {
  const folder = join(store.dir, 'incoming');
  if (!takeLease(store.dir, LEASE)) return () => {};
  const uploads = existsSync(folder) ? readdirSync(folder) : [];
  if (uploads.length > 0) {
    const named = `${listRuns(store)
      .map(({ config }) => config)
      .join()}${studies(store.dir)}`;
    for (const upload of uploads) {
      if (!named.includes(upload)) rmSync(join(folder, upload), { recursive: true, force: true });
    }
  }
  return () => endLease(store.dir, LEASE);
}

/** What was asked of the studies of a workspace. */
function studies(workspace: string): string {
  const folder = join(workspace, 'studies');
  if (!existsSync(folder)) return '';
  return readdirSync(folder)
    .map((study) => join(folder, study, 'study.json'))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join();
}

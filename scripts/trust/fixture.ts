import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const archive = join(import.meta.dirname, '../../test/fixtures/workspace-0.1.0.tar.gz');

/** The workspace that Contexture 0.1.0 wrote, unpacked into a folder. */
export function unpackedFixture(folder: string): string {
  const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return join(folder, 'workspace');
}

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { version } from '../../version.ts';
import { root } from '../places.ts';

/** Put in when the command line is built. */
declare const CONTEXTURE_COMMIT: string | null;

/** What `--version` prints, for a report of what went wrong. */
export interface Versions {
  contexture: string;
  /** Of the source; null: it was built outside a repository. */
  commit: string | null;
  node: string;
  onnxruntime: string | null;
}

export function versions(): Versions {
  return {
    contexture: version,
    commit: commit(),
    node: process.versions.node,
    onnxruntime: packageVersion('onnxruntime-node'),
  };
}

/** Version of an installed package; null if it is not installed. */
export function packageVersion(name: string): string | null {
  try {
    const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version;
  } catch {
    return null;
  }
}

function commit(): string | null {
  if (typeof CONTEXTURE_COMMIT !== 'undefined') return CONTEXTURE_COMMIT;
  if (!existsSync(join(root, '.git'))) return null;
  const { stdout, status } = spawnSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}

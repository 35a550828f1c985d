import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const python = '/usr/bin/python3';

export const peersFolder = resolve(
  process.env['CONTEXTURE_PEERS'] ?? join(import.meta.dirname, '../../../shared/peers'),
);
const script = join(peersFolder, 'torch_steps.py');

const lineSchema = z.object({ case: z.string(), peer: z.string(), ms: z.number() });
export type PeerResult = z.infer<typeof lineSchema>;

/** Why the peer cannot be measured here, or null where it can. */
export async function peerMissing(): Promise<string | null> {
  if (!existsSync(script)) return `there is no ${script} (set CONTEXTURE_PEERS)`;
  try {
    await run(python, ['-c', 'import torch']);
    return null;
  } catch {
    return `${python} has no torch (on Debian: apt-get install python3-torch libopenblas0-pthread)`;
  }
}

/** One run of a case in PyTorch: the median milliseconds of its steps. */
export async function measurePeer(name: string, steps: number): Promise<PeerResult> {
  const { stdout } = await run(python, [script, '--only', name, '--steps', String(steps)]);
  return lineSchema.parse(JSON.parse(stdout));
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const python = '/usr/bin/python3';

const script = join(
  resolve(process.env['CONTEXTURE_PEERS'] ?? join(import.meta.dirname, '../../bench')),
  'torch_steps.py',
);

/** Runs the peer's script unchanged, and says how much memory its process has had at most, in KiB. */
const program = [
  'import resource, runpy, sys',
  'sys.argv = sys.argv[1:]',
  "runpy.run_path(sys.argv[0], run_name='__main__')",
  'print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)',
].join('\n');

const lineSchema = z.object({ case: z.string(), peer: z.string(), ms: z.number() });

export interface PeerOptions {
  device: 'cpu' | 'cuda';
  /** torch.compile */
  compile: boolean;
  steps: number;
}

export interface PeerResult {
  name: string;
  /** Median milliseconds of a step. */
  ms: number;
  /** Largest resident memory of its process, bytes. */
  memory: number;
}

/** Why the peer cannot be measured here, or null if it can. */
export async function peerMissing(): Promise<string | null> {
  if (!existsSync(script)) {
    return 'its training steps (torch_steps.py) were not found; set CONTEXTURE_PEERS to their folder';
  }
  try {
    await run(python, ['-c', 'import torch']);
    return null;
  } catch {
    return `${python} has no torch (on Debian: apt-get install python3-torch libopenblas0-pthread)`;
  }
}

/** One run of a case in PyTorch, in a process of its own. */
export async function measurePeer(name: string, options: PeerOptions): Promise<PeerResult> {
  const flags = ['--only', name, '--steps', String(options.steps), '--device', options.device];
  if (options.compile) flags.push('--compile');
  const { stdout } = await run(python, ['-c', program, script, ...flags]);
  const [line, kibibytes] = stdout.trim().split('\n');
  const { peer, ms } = lineSchema.parse(JSON.parse(line ?? ''));
  return {
    name: options.compile ? `${peer}, compiled` : peer,
    ms,
    memory: 1024 * z.coerce.number().parse(kibibytes),
  };
}

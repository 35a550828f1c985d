import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const python = process.env['CONTEXTURE_PYTHON'] ?? '/usr/bin/python3';
const folder = resolve(process.env['CONTEXTURE_PEERS'] ?? join(import.meta.dirname, '../../bench'));

/** The way in which a peer runs a case; `eager` is how PyTorch works unless told otherwise. */
export type PeerWay = 'eager' | 'compiled' | 'onnxruntime';

/** A program of peers, and how its flags name a way. */
interface PeerScript {
  file: string;
  ways: Readonly<Partial<Record<PeerWay, readonly string[]>>>;
}

const steps: PeerScript = { file: 'torch_steps.py', ways: { eager: [], compiled: ['--compile'] } };
const minilm: PeerScript = {
  file: 'minilm_steps.py',
  ways: {
    eager: ['--way', 'eager'],
    compiled: ['--way', 'compiled'],
    onnxruntime: ['--way', 'onnxruntime'],
  },
};

function scriptOf(caseName: string): PeerScript {
  return caseName.startsWith('minilm-') ? minilm : steps;
}

/** Runs the peer's script unchanged, and says how much memory its process has had at most, in KiB. */
const program = [
  'import resource, runpy, sys',
  'sys.argv = sys.argv[1:]',
  "runpy.run_path(sys.argv[0], run_name='__main__')",
  'print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)',
].join('\n');

const lineSchema = z.object({
  case: z.string(),
  peer: z.string(),
  ms: z.number(),
  cpu_ms: z.number().optional(),
});

/** Milliseconds that a peer has for one run, compiling included. */
const limit = 120_000;

export interface PeerOptions {
  device: 'cpu' | 'cuda';
  way: PeerWay;
  steps: number;
}

export interface PeerResult {
  name: string;
  /** Median milliseconds of a step. */
  ms: number;
  /** Median milliseconds of processor time of a step, where the peer's program tells it. */
  cpuMs: number | null;
  /** Largest resident memory of its process, bytes. */
  memory: number;
}

/** Why the peers cannot be measured here, or null if they can. */
export async function peerMissing(): Promise<string | null> {
  if (![steps, minilm].some(({ file }) => existsSync(join(folder, file)))) {
    return `its programs (${steps.file}) were not found; set CONTEXTURE_PEERS to their folder`;
  }
  try {
    await run(python, ['-c', 'import torch']);
    return null;
  } catch {
    return `${python} has no torch (on Debian: apt-get install python3-torch libopenblas0-pthread)`;
  }
}

/**
 * One run of a case in PyTorch or ONNX Runtime, in a process of its own.
 * @throws Error, whose message is one line that says why, where it cannot be run in this way
 */
export async function measurePeer(
  name: string,
  { device, way, steps: count }: PeerOptions,
): Promise<PeerResult> {
  const { file, ways } = scriptOf(name);
  const flags = ['--only', name, '--steps', String(count), '--device', device, ...ways[way]!];
  const { stdout } = await run(python, ['-c', program, join(folder, file), ...flags], {
    timeout: limit,
    killSignal: 'SIGKILL',
  }).catch((error: unknown) => {
    throw new Error(whyNot(error), { cause: error });
  });
  const [line, kibibytes] = stdout.trim().split('\n');
  const { peer, ms, cpu_ms } = lineSchema.parse(JSON.parse(line ?? ''));
  return {
    name: way === 'compiled' ? `${peer}, compiled` : peer,
    ms,
    cpuMs: cpu_ms ?? null,
    memory: 1024 * z.coerce.number().parse(kibibytes),
  };
}

/** What Python said last, the exception; or that it took too long. */
function whyNot(error: unknown): string {
  if (error instanceof Error && 'killed' in error && error.killed === true) {
    return `it did not end within ${limit / 1000} seconds`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n').at(-1)!;
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Measured } from './measure.ts';

/** Measures a row in a process of its own, so that its memory is its own; null: it failed, and said why. */
export function measureApart(row: number, data: string, seeds: number): Measured | null {
  const program = join(import.meta.dirname, 'measure.ts');
  const { status, stdout } = spawnSync(process.execPath, [program, String(row), data, String(seeds)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) return null;
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Measured;
}

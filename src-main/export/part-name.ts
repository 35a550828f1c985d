import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../store/is-alive.ts';

/** Process ids are those of one machine; two may write to a folder that they share. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/**
 * The name under which something is written until it is whole, beside the place where it will be. What a process of this
 * machine that is no longer there left of an earlier try is removed.
 *
 * @param before put before its name, such as a dot
 */
export function partName(path: string, before = ''): string {
  const folder = dirname(path);
  const name = `${before}${basename(path)}.`;
  if (existsSync(folder)) {
    for (const file of readdirSync(folder)) {
      const pid = file.startsWith(name) ? pidOf(file.slice(name.length)) : null;
      if (pid !== null && !isAlive(pid)) rmSync(join(folder, file), { recursive: true, force: true });
    }
  }
  return join(folder, `${name}${machine}-${process.pid}-${randomBytes(3).toString('hex')}.part`);
}

/** The process of this machine that wrote a part; null: it is no part, or that of another machine. */
function pidOf(rest: string): number | null {
  const found = /^([\da-f]{8})-(\d+)-[\da-f]{6}\.part$/.exec(rest);
  return found?.[1] === machine ? Number(found[2]) : null;
}

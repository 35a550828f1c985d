import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few kilobytes in memory, that can be made larger. */
export interface SmallDisk {
  folder: string;
  resize: (size: string) => void;
  end: () => void;
}

/** Mounts one; null: that needs the rights of an administrator, on Linux. */
export function smallDisk(size: string): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const mount = (...options: string[]): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', folder]).status === 0;
  if (!mount(`size=${size}`)) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    resize: (to) => void mount('remount', `size=${to}`),
    end: () => {
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Whether a sentence says that the disk is full. */
export function saysFull(said: string): boolean {
  return /full|no space|does not fit|no room/i.test(said);
}

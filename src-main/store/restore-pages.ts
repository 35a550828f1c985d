import { closeSync, constants, copyFileSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { readChecksums } from './page-checksums.ts';
import { restoredPage } from './restore-page.ts';
import { databaseOf } from './workspace-folder.ts';

/**
 * Writes damaged pages as they were, where only a few bytes changed. Nobody else may have the database open.
 * @returns the pages that are as they were again
 */
export function restorePages(folder: string, pages: readonly number[]): number[] {
  const known = readChecksums(folder);
  if (known === null) return [];
  const { pageBytes, sums } = known;
  const file = openSync(databaseOf(folder), 'r+');
  try {
    const restored = pages.filter((page) => {
      const bytes = Buffer.alloc(pageBytes);
      if (readSync(file, bytes, 0, pageBytes, (page - 1) * pageBytes) < pageBytes) return false;
      const whole = restoredPage(sums, page, bytes);
      if (whole !== null) writeSync(file, whole, 0, pageBytes, (page - 1) * pageBytes);
      return whole !== null;
    });
    fsyncSync(file);
    return restored;
  } finally {
    closeSync(file);
  }
}

/** Copies the database as it is before it is repaired. Returns the name of the copy. */
export function keepDamaged(folder: string, time: Date): string {
  const copy = `${databaseOf(folder)}.damaged-${time.toISOString().replaceAll(':', '-')}`;
  copyFileSync(databaseOf(folder), copy, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  return basename(copy);
}

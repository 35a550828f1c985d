import { readFileSync } from 'node:fs';

/** Linux counts in pages of 4 KiB on all machines that the application runs on. */
const PAGE_BYTES = 4096;

/** Resident memory of a process in bytes; null: the system does not tell it as a file (only Linux does). */
export function residentMemory(pid: number | undefined): number | null {
  if (pid === undefined || process.platform !== 'linux') return null;
  try {
    const [, pages = ''] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    // It ended meanwhile.
    return null;
  }
}

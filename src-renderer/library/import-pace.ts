import { counted } from '../../src-main/counted.ts';
import type { JobReport } from '../jobs/job-state.ts';

/** Of less time nothing can be said, in seconds. */
const EARLY = 0.1;

/** null: it cannot be said yet. */
export function rowsPerSecond(rows: number, seconds: number): number | null {
  return seconds < EARLY ? null : rows / seconds;
}

/** What an import does once a file is read, in words; null: it is read still. */
export function afterReading(progress: JobReport<'import'>['progress']): string | null {
  if (progress === null) return null;
  const { done, total, rows = 0 } = progress;
  if (total === null || done < total) return null;
  const read = counted(rows, 'row');
  return `${read} read; finding near copies and matching labels`;
}

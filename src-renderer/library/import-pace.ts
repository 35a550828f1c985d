import { formatCount } from '../format/number.ts';
import type { JobReport } from '../jobs/job-state.ts';

/** Of the first moments of a file nothing can be said yet, in seconds. */
const EARLY = 1;

/**
 * How an import goes, in words: rows a second, or what is done once a file is read. '': nothing can be said yet.
 */
export function paceInWords(progress: JobReport<'import'>['progress']): string {
  if (progress === null) return '';
  const { done, total, rows = 0, seconds = 0 } = progress;
  if (total === null || seconds < EARLY || done === 0) return '';
  const read = `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`;
  if (done >= total) return `${read} read; finding near copies and matching labels`;
  return `${read}, ${formatCount(rows / seconds)} a second`;
}

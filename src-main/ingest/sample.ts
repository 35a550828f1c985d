import type { Line } from './lines.ts';
import type { Reading } from './reading.ts';

/** The first lines of a file, from which its kind is recognised, and how the user wants it to be read. */
export interface Sample {
  path: string;
  lines: readonly Line[];
  reading: Reading;
  /** Whether a ticker is known in the workspace; absent: there is none at hand. */
  knowsTicker?: (symbol: string) => boolean;
}

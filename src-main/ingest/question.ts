import type { Remedy } from '../errors.ts';

/** Something about a file that only the user knows. */
export interface Question {
  /** What is open, to follow the name of the file. */
  message: string;
  /** The settings that answer it, with the possible answers. */
  remedies: readonly Remedy[];
}

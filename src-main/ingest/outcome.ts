import type { Remedy } from '../errors.ts';
import type { Line } from './lines.ts';

/** Where a record stands in its file, and its text as found. */
export interface Place {
  line: number;
  /** Offset of its first byte in the file. */
  byte: number;
  raw: string;
}

/** Why a record was not taken. */
export interface Problem {
  /** What is wrong in one word: timestamp, columns, text, ... */
  kind: string;
  /** The column that is wrong, where it is one. */
  column: string | null;
  message: string;
  /** Settings that help if most records have this problem; absent: what its kind and column suggest. */
  remedies?: readonly Remedy[];
}

/** What came of reading one record. */
export type Outcome<T> = { place: Place } & ({ ok: true; value: T } | { ok: false; problem: Problem });

/** Turns lines into records of one kind. `end` gives what is still open when the file ends. */
export interface RecordReader<T> {
  read(lines: readonly Line[]): Outcome<T>[];
  end(): Outcome<T>[];
}

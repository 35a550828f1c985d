import type { ErrorKind } from '../errors.ts';
import type { Remedy } from '../remedies.ts';
import type { Reading } from './reading.ts';

/** The outcome of importing one file. accepted + duplicate + rejected = records, always. */
export interface ImportResult {
  file: string;
  /** The number of the file in the workspace; null if its import was not started. */
  source: number | null;
  /** Why it was not imported, or only in part; null: it was imported. */
  problem: ImportProblem | null;
  /** Null if it was not started. */
  kind: string | null;
  /** What the window calls its kind. */
  title: string | null;
  /** How it was recognised, in words. */
  why: string;
  encoding: string;
  records: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  seconds: number;
  /** Columns that were not read, by their names in the file. */
  unusedColumns: string[];
  /** For a text + label file: which texts its labels matched; null for other files. */
  labels: LabelReport | null;
  /** How many records of each kind were rejected, the most frequent kind first. */
  rejects: Record<string, number>;
  /** The first of them. */
  firstRejects: { line: number; column: string | null; kind: string; message: string }[];
  /** Remarks on what was imported but may not be what was meant. */
  notes: string[];
  /** Settings that change what the notes remark on, if the file is imported again. */
  remedies: readonly Remedy[];
}

export interface ImportProblem {
  kind: ErrorKind;
  message: string;
  /** What helps; absent: nothing that is known. */
  remedies?: readonly Remedy[];
}

export interface LabelReport {
  /** All schemes, if there are several label columns. */
  scheme: string;
  /** Rows whose text was found in the workspace. */
  matched: number;
  /** Rows whose text several documents have; each of them is labelled. */
  matchedSeveral: number;
  /** Documents that have a label from this file after the import. */
  documents: number;
  /** Rows that contradict an earlier row of the same text; the first one counts. */
  conflicts: number;
}

/** A preview of a file before it is imported: how it is read, its first records, and how else it could be read. */
export interface Inspection {
  file: string;
  bytes: number;
  /** Null if the file is not recognised; the columns are then those of its most likely layout. */
  kind: string | null;
  /** What the window calls its kind. */
  title: string | null;
  why: string;
  /** Why it cannot be imported as it stands. */
  problem: string | null;
  /** Settings that put that right. */
  remedies: readonly Remedy[];
  /** All kinds of files that there are. */
  kinds: { name: string; title: string }[];
  /** Roles that its columns can have. */
  roles: string[];
  /** Settings of the reading, besides its encoding, that change how it is read. */
  settings: string[];
  encoding: string;
  layout: string;
  /** The field separator; null for other layouts. */
  delimiter: string | null;
  quoted: boolean;
  /** Line of the heading; 0: none. */
  headingLine: number;
  /** The first columns, and all up to the last one that has a role. */
  columns: InspectedColumn[];
  /** How many columns come after these. */
  moreColumns: number;
  /** Schemes of the labels, in the order of their columns. */
  schemes: string[];
  /** The first records. */
  rows: InspectedRow[];
  readings: ReadingCount[];
  /** How many bytes of the file the counts are based on. */
  countedBytes: number;
  /** What to know of how it is read, such as lines that are not valid in its encoding. */
  notes: string[];
  /** What the user said of the last file of its shape, if that would change how it is read; null: nothing. */
  earlier: EarlierReading | null;
}

/** How an earlier file of the same shape was read, as its user said. */
export interface EarlierReading {
  /** The name of that file. */
  file: string;
  /** Milliseconds since 1970 in UTC. */
  importedAt: number;
  /** Its kind; null: it was recognised. */
  as: string | null;
  /** Without a ticker, which is of one file. */
  reading: Reading;
}

export interface InspectedColumn {
  name: string;
  /** Its role; null: none. */
  role: string | null;
}

export interface InspectedRow {
  line: number;
  fields: string[];
  /** Why the record would be rejected; null if it would not. */
  problem: string | null;
}

/** How many records one way of reading a file yields, and how many of them can be imported. */
export interface ReadingCount {
  encoding: string;
  layout: string;
  headingLine: number;
  records: number;
  recovered: number;
  /** Fields of the first record, as this reading has them. */
  example: string[];
  /** The first record that is lost. */
  lost: { line: number; message: string } | null;
  chosen: boolean;
}

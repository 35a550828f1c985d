import type { ErrorKind } from '../errors.ts';

/** What an import of one file did. accepted + duplicate + rejected = records, always. */
export interface ImportResult {
  file: string;
  /** The file as the workspace knows it; null where it was not begun. */
  source: number | null;
  /** Why it was not imported, or not to its end; null: it was. */
  problem: ImportProblem | null;
  /** Null where it was not begun. */
  kind: string | null;
  /** What it was recognised by, in words. */
  why: string;
  encoding: string;
  records: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  seconds: number;
  /** For a text + label file: what its labels found; null for other files. */
  labels: LabelReport | null;
  /** How many records of each kind were rejected, the most frequent kind first. */
  rejects: Record<string, number>;
  /** The first of them. */
  firstRejects: { line: number; column: string | null; kind: string; message: string }[];
  /** What was taken as it is, but may not be what was meant; hints for the command line stand in brackets. */
  notes: string[];
}

export interface ImportProblem {
  kind: ErrorKind;
  message: string;
}

export interface LabelReport {
  /** Of several columns of labels, all. */
  scheme: string;
  /** Rows whose text was found in the workspace. */
  matched: number;
  /** Rows whose text stands under several documents: each of them is labelled. */
  matchedSeveral: number;
  /** Documents that carry a label of this file after the import. */
  documents: number;
  /** Rows that contradict an earlier row of the same text; the first one counts. */
  conflicts: number;
}

/** What a file is before it is imported: how it is read, what its first records are, and how else it could be read. */
export interface Inspection {
  file: string;
  bytes: number;
  /** Null where the file is not recognised; the columns are those of its likeliest layout then. */
  kind: string | null;
  why: string;
  /** Why it cannot be imported as it stands, with hints for the command line in brackets. */
  problem: string | null;
  encoding: string;
  layout: string;
  /** Between fields; null for other layouts. */
  delimiter: string | null;
  quoted: boolean;
  /** Line of the heading; 0: none. */
  headingLine: number;
  columns: InspectedColumn[];
  /** Schemes of the labels, in the order of their columns. */
  schemes: string[];
  /** The first records. */
  rows: InspectedRow[];
  readings: ReadingCount[];
  /** The readings were counted over this many bytes of the file. */
  countedBytes: number;
}

export interface InspectedColumn {
  name: string;
  /** What it is taken for; null: nothing. */
  role: string | null;
}

export interface InspectedRow {
  line: number;
  fields: string[];
  /** Why the record would be rejected; null where it would not. */
  problem: string | null;
}

/** How many records a way to read a file gives, and how many of them can be taken. */
export interface ReadingCount {
  encoding: string;
  layout: string;
  headingLine: number;
  records: number;
  recovered: number;
  /** Fields of the first record, as this reading has them. */
  example: string[];
  /** The first record that is not recovered. */
  lost: { line: number; message: string } | null;
  chosen: boolean;
}

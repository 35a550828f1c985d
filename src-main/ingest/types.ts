/** What an import of one file did. accepted + duplicate + rejected = records, always. */
export interface ImportResult {
  file: string;
  kind: string;
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
}

export interface LabelReport {
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

/** Something that is wrong with a workspace. */
export interface Finding {
  /** Where: pages of the database, its structure, the content of documents, the files of a run, ... */
  what:
    | 'pages'
    | 'structure'
    | 'documents'
    | 'references'
    | 'full text'
    | 'counts'
    | 'checksums'
    | 'run'
    | 'study'
    | 'log';
  /** What is wrong, as a sentence. */
  message: string;
  /** What it means for whoever goes on, as a sentence. */
  means: string;
}

/** What a check looked at, and what it found. */
export interface CheckResult {
  workspace: string;
  /** Pages of the database that were compared with their checksums. */
  pages: number;
  /** Runs whose files were compared with their hashes. */
  runs: number;
  /** Studies, likewise. */
  studies: number;
  findings: Finding[];
}

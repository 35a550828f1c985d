/** Rows as the store returns them. Times are milliseconds since 1970 in UTC, everywhere. */

import type { LabelOrigin } from './labels.ts';

export interface DocumentRow {
  id: number;
  text: string;
  publishedAt: number | null;
  author: string | null;
  url: string | null;
  verified: boolean;
  retweet: boolean;
  /** The tickers that the document mentions, in alphabetical order. */
  symbols: string[];
  /** Documents of one group are variants of one text: retweeted, cut off, or with another link. */
  nearDuplicateGroup: number;
  /** By scheme; of one scheme the label that counts most first. */
  labels: { scheme: string; value: string; origin: LabelOrigin; confidence: number | null }[];
}

export interface SourceFile {
  id: number;
  name: string;
  path: string;
  kind: string;
  /** Schemes of its labels, separated by blanks; empty if it has none. */
  scheme: string;
  encoding: string;
  bytes: number;
  sha256: string;
  importedAt: number;
  records: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  seconds: number;
  /** Its import has come to its end. */
  whole: boolean;
}

/** Rejects of one kind, and how many there are. */
export interface RejectCount {
  kind: string;
  count: number;
}

export interface RejectRow {
  id: number;
  /** Number of its file. */
  source: number;
  file: string;
  line: number;
  /** Offset of the record's first byte in the file. */
  byte: number;
  column: string | null;
  kind: string;
  message: string;
  raw: string;
}

export interface Overview {
  workspace: string;
  documents: number;
  companies: number;
  retweets: number;
  nearDuplicates: number;
  firstAt: number | null;
  lastAt: number | null;
  labels: { scheme: string; value: string; origin: LabelOrigin; count: number }[];
  prices: PriceCounts;
  sources: SourceFile[];
  rejects: number;
}

export interface CompanyRow {
  id: number;
  symbol: string;
  name: string;
  sector: string | null;
  documents: number;
  labelled: number;
  firstAt: number | null;
  lastAt: number | null;
  /** Labelled documents by value, of the scheme `sentiment`. */
  sentiment: Record<string, number>;
}

/** A record that was rejected and then corrected by hand. */
export interface CorrectionRow {
  id: number;
  /** Number of its file. */
  source: number;
  file: string;
  line: number;
  byte: number;
  /** Why it was rejected, as in `RejectRow`. */
  column: string | null;
  kind: string;
  message: string;
  /** As it stands in the file. */
  raw: string;
  /** As it was written by hand. */
  corrected: string;
  outcome: 'accepted' | 'duplicate';
  /** Milliseconds since 1970 in UTC. */
  correctedAt: number;
}

/** A day of trading. What a source does not give is null. */
export interface Price {
  /** The exchange's day, `YYYY-MM-DD`. */
  day: string;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  /** The closing price as later splits and dividends would have it. */
  adjusted: number | null;
  volume: number | null;
}

export interface PricedTicker {
  symbol: string;
  days: number;
  firstDay: string;
  lastDay: string;
}

/** How many prices there are, one a ticker and day; the days are null if there are none. */
export interface PriceCounts {
  rows: number;
  tickers: number;
  firstDay: string | null;
  lastDay: string | null;
}

/** A label scheme and how many documents have a label of it. */
export interface LabelScheme {
  scheme: string;
  documents: number;
}

/** Documents that nobody but a model has labelled. */
export interface Unlabelled {
  scheme: string;
  documents: number;
  /** Those of them that a model has labelled. */
  byModel: number;
}

/** What there is to learn a label scheme from; of near-duplicates the earliest counts. */
export interface LabelCounts {
  labelled: number;
  /** Labelled documents, near-duplicates too. */
  documents: number;
  /** The most frequent first. */
  classes: { value: string; count: number }[];
  /** Those of them whose context window is full, with `n` earlier texts; all of them if no window is read. */
  withEarlier: number;
  /** How many texts the window holds; 0: no window is read. */
  n: number;
  /** Times of the first and the last; null: none has a time. */
  firstAt: number | null;
  lastAt: number | null;
  undated: number;
}

export interface TextCounts {
  texts: number;
  /** Of near-duplicates one. */
  distinctTexts: number;
}

export interface CompanyCounts {
  /** Companies that dated texts mention. */
  mentioned: number;
  /** Those with enough distinct texts, and the sum of these. */
  companies: number;
  texts: number;
}

export interface PriceDays {
  rows: number;
  tickers: number;
  days: number;
  firstDay: string | null;
  lastDay: string | null;
}

export interface HistogramBin {
  from: number;
  to: number;
  count: number;
}

export interface Page<T> {
  total: number;
  rows: T[];
}

export interface MetricPoint {
  name: string;
  step: number;
  epoch: number;
  value: number;
}

export type RunState = 'running' | 'done' | 'failed' | 'cancelled';

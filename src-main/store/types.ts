/** Rows as the store returns them. Times are milliseconds since 1970 in UTC, everywhere. */

export interface DocumentRow {
  id: number;
  text: string;
  publishedAt: number | null;
  author: string | null;
  url: string | null;
  verified: boolean;
  retweet: boolean;
  /** Tickers that the document mentions, in alphabetical order. */
  symbols: string[];
  /** Documents of one group say the same in other clothes (retweet, cut off, other link). */
  nearDuplicateGroup: number;
  labels: { scheme: string; value: string; origin: string; confidence: number | null }[];
}

export interface SourceFile {
  id: number;
  name: string;
  path: string;
  kind: string;
  encoding: string;
  bytes: number;
  sha256: string;
  importedAt: number;
  records: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  seconds: number;
}

export interface RejectRow {
  id: number;
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
  labels: { scheme: string; value: string; origin: string; count: number }[];
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

/** How many prices there are, one a ticker and day; the days are null where there are none. */
export interface PriceCounts {
  rows: number;
  tickers: number;
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

/** What a part of the test counts, and what went wrong in it. */
export interface Report {
  /** What was done, as the head of a line. */
  title: string;
  /** How often. */
  tries: number;
  /** How often each of these came about. */
  counts: Record<string, number>;
  /** What must not happen, each as a sentence that names its try. */
  losses: string[];
}

export function newReport(title: string): Report {
  return { title, tries: 0, counts: {}, losses: [] };
}

export function count(report: Report, what: string): void {
  report.counts[what] = (report.counts[what] ?? 0) + 1;
}

/**
 * The highest probability of a loss that so many tries without one leave possible, at 95 %: the exact bound 1 - 0.05^(1/n),
 * about 3/n.
 */
export function bound(tries: number): number {
  return tries === 0 ? 1 : 1 - 0.05 ** (1 / tries);
}

/** What two runs said of the same rows of their test parts. */
import { z } from 'zod';
import type { ReadableStore } from './store.ts';

/** Rows that both runs tested with the same label, by which run was right. */
export interface Cells {
  bothRight: number;
  onlyFirst: number;
  onlySecond: number;
  bothWrong: number;
}

/** A cell of the four, or the two in which one run is right and the other wrong. */
export const pairKinds = ['different', 'bothRight', 'onlyFirst', 'onlySecond', 'bothWrong'] as const;
export type PairKind = (typeof pairKinds)[number];

/** A run by its number and its classes, in the order of its probabilities. */
export interface Side {
  run: number;
  classes: readonly string[];
}

/** A run's prediction for a row; `probabilities` are in the order of the run's classes. */
export interface SidePrediction {
  predicted: string;
  probabilities: number[];
  /** The probability of the true label. */
  ofTruth: number;
}

export interface PredictionPair {
  /** Null: a row of a file that stands nowhere in the workspace, whose text is `text`. */
  document: number | null;
  /** The line of the tested file where the row begins; null: it is not from a file, or its line was not stored. */
  line: number | null;
  text: string | null;
  truth: string;
  first: SidePrediction;
  second: SidePrediction;
}

/**
 * How rows of two test parts are paired: `row`, by the line of the file that both were tested on; `document`, by the
 * document that they stand at, of several rows the first, and rows of no document are left out.
 */
export type Pairing = 'row' | 'document';

const FROM: Record<Pairing, string> = {
  row: `FROM prediction a JOIN prediction b
    ON b.run_id = :second AND b.part = 'test' AND b.line = a.line
      AND b.document_id IS a.document_id AND b.text IS a.text
    WHERE a.run_id = :first AND a.part = 'test'`,
  document: `FROM (${firstRows(':first')}) a JOIN (${firstRows(':second')}) b ON b.document_id = a.document_id
    WHERE true`,
};

/** The first row of each document of a test part. */
function firstRows(run: string): string {
  return `SELECT *, min(item) FROM prediction WHERE run_id = ${run} AND part = 'test' AND document_id IS NOT NULL
          GROUP BY document_id`;
}

const CONDITIONS: Record<PairKind, string> = {
  different: '(a.predicted = a.truth) <> (b.predicted = b.truth)',
  bothRight: 'a.predicted = a.truth AND b.predicted = b.truth',
  onlyFirst: 'a.predicted = a.truth AND b.predicted <> b.truth',
  onlySecond: 'a.predicted <> a.truth AND b.predicted = b.truth',
  bothWrong: 'a.predicted <> a.truth AND b.predicted <> b.truth',
};

/** Counts the rows that both runs tested. Where their labels differ, none of the four cells holds them. */
export function countPairs(
  store: ReadableStore,
  first: number,
  second: number,
  pairing: Pairing,
): { cells: Cells; otherTruth: number } {
  const count = (kind: PairKind) => `coalesce(sum(a.truth = b.truth AND ${CONDITIONS[kind]}), 0) AS ${kind}`;
  const { otherTruth, ...cells } = store.db
    .prepare<[{ first: number; second: number }], Cells & { otherTruth: number }>(
      `SELECT ${count('bothRight')}, ${count('onlyFirst')}, ${count('onlySecond')}, ${count('bothWrong')},
              coalesce(sum(a.truth <> b.truth), 0) AS otherTruth ${FROM[pairing]}`,
    )
    .get({ first, second })!;
  return { cells, otherTruth };
}

interface StoredPair {
  document: number | null;
  line: number | null;
  text: string | null;
  truth: string;
  firstPredicted: string;
  secondPredicted: string;
  firstProbabilities: string;
  secondProbabilities: string;
  firstOfTruth: number;
  secondOfTruth: number;
}

const probabilitiesSchema = z.array(z.number());

/** Pairs of one kind, those first that the two runs gave the most different probability of the truth. */
export function listPairs(
  store: ReadableStore,
  ask: { first: Side; second: Side; pairing: Pairing; kind: PairKind; offset: number; limit: number },
): PredictionPair[] {
  const { first, second, pairing, kind, offset, limit } = ask;
  const ofTruth = (side: string, classes: string) =>
    `coalesce(${side}.probabilities ->> (SELECT key FROM json_each(${classes}) WHERE value = a.truth), 0)`;
  return store.db
    .prepare<[Record<string, string | number>], StoredPair>(
      `SELECT a.document_id AS document, a.line, a.text, a.truth,
              a.predicted AS firstPredicted, b.predicted AS secondPredicted,
              a.probabilities AS firstProbabilities, b.probabilities AS secondProbabilities,
              ${ofTruth('a', ':firstClasses')} AS firstOfTruth, ${ofTruth('b', ':secondClasses')} AS secondOfTruth
       ${FROM[pairing]} AND a.truth = b.truth AND ${CONDITIONS[kind]}
       ORDER BY abs(firstOfTruth - secondOfTruth) DESC, document, a.line LIMIT :limit OFFSET :offset`,
    )
    .all({
      first: first.run,
      second: second.run,
      firstClasses: JSON.stringify(first.classes),
      secondClasses: JSON.stringify(second.classes),
      limit,
      offset,
    })
    .map((row) => ({
      document: row.document,
      line: row.line,
      text: row.text,
      truth: row.truth,
      first: predictionOf(row.firstPredicted, row.firstProbabilities, row.firstOfTruth),
      second: predictionOf(row.secondPredicted, row.secondProbabilities, row.secondOfTruth),
    }));
}

function predictionOf(predicted: string, probabilities: string, ofTruth: number): SidePrediction {
  return { predicted, probabilities: probabilitiesSchema.parse(JSON.parse(probabilities)), ofTruth };
}

export interface TestedRows {
  rows: number;
  /** Rows that say where they begin in a file. */
  withLine: number;
  documents: number;
  /** All rows with their truths in one text: equal where two runs were tested on the same. */
  key: string;
  /** The same of the first row of each document. */
  documentsKey: string;
}

/** What is known of the rows of a run's test part. */
export function testedRows(store: ReadableStore, run: number): TestedRows {
  const rows = store.db
    .prepare<[number], [number | null, string | null, string, number | null]>(
      `SELECT document_id, text, truth, line FROM prediction WHERE run_id = ? AND part = 'test'
       ORDER BY document_id, text, item`,
    )
    .raw()
    .all(run);
  const first = rows.filter(([document], at) => document !== null && document !== rows[at - 1]?.[0]);
  return {
    rows: rows.length,
    withLine: rows.filter(([, , , line]) => line !== null).length,
    documents: first.length,
    key: JSON.stringify(rows.map((row) => JSON.stringify(row.slice(0, 3))).sort()),
    documentsKey: JSON.stringify(first.map(([document, , truth]) => [document, truth])),
  };
}

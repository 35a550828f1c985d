/** What two runs said of the same documents of their test parts. */
import { z } from 'zod';
import type { Store } from './open.ts';

/** Documents that both runs tested with the same truth, by who was right. */
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

/** A run's prediction for a document; `probabilities` are in the order of the run's classes. */
export interface Said {
  predicted: string;
  probabilities: number[];
  /** The probability of the true label. */
  ofTruth: number;
}

export interface PredictionPair {
  document: number;
  truth: string;
  first: Said;
  second: Said;
}

const PAIRS = `FROM prediction a JOIN prediction b
  ON b.run_id = :second AND b.part = 'test' AND b.document_id = a.document_id
  WHERE a.run_id = :first AND a.part = 'test'`;

const CONDITIONS: Record<PairKind, string> = {
  different: '(a.predicted = a.truth) <> (b.predicted = b.truth)',
  bothRight: 'a.predicted = a.truth AND b.predicted = b.truth',
  onlyFirst: 'a.predicted = a.truth AND b.predicted <> b.truth',
  onlySecond: 'a.predicted <> a.truth AND b.predicted = b.truth',
  bothWrong: 'a.predicted <> a.truth AND b.predicted <> b.truth',
};

/** Counts the documents that both runs tested. Where their labels differ, none of the four cells holds them. */
export function countPairs(
  store: Store,
  first: number,
  second: number,
): { cells: Cells; otherTruth: number } {
  const count = (kind: PairKind) => `coalesce(sum(a.truth = b.truth AND ${CONDITIONS[kind]}), 0) AS ${kind}`;
  const { otherTruth, ...cells } = store.db
    .prepare<[{ first: number; second: number }], Cells & { otherTruth: number }>(
      `SELECT ${count('bothRight')}, ${count('onlyFirst')}, ${count('onlySecond')}, ${count('bothWrong')},
              coalesce(sum(a.truth <> b.truth), 0) AS otherTruth ${PAIRS}`,
    )
    .get({ first, second })!;
  return { cells, otherTruth };
}

interface StoredPair {
  document: number;
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
  store: Store,
  ask: { first: Side; second: Side; kind: PairKind; offset: number; limit: number },
): PredictionPair[] {
  const { first, second, kind, offset, limit } = ask;
  const ofTruth = (side: string, classes: string) =>
    `coalesce(${side}.probabilities ->> (SELECT key FROM json_each(${classes}) WHERE value = a.truth), 0)`;
  return store.db
    .prepare<[Record<string, string | number>], StoredPair>(
      `SELECT a.document_id AS document, a.truth,
              a.predicted AS firstPredicted, b.predicted AS secondPredicted,
              a.probabilities AS firstProbabilities, b.probabilities AS secondProbabilities,
              ${ofTruth('a', ':firstClasses')} AS firstOfTruth, ${ofTruth('b', ':secondClasses')} AS secondOfTruth
       ${PAIRS} AND a.truth = b.truth AND ${CONDITIONS[kind]}
       ORDER BY abs(firstOfTruth - secondOfTruth) DESC, document LIMIT :limit OFFSET :offset`,
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
      truth: row.truth,
      first: said(row.firstPredicted, row.firstProbabilities, row.firstOfTruth),
      second: said(row.secondPredicted, row.secondProbabilities, row.secondOfTruth),
    }));
}

function said(predicted: string, probabilities: string, ofTruth: number): Said {
  return { predicted, probabilities: probabilitiesSchema.parse(JSON.parse(probabilities)), ofTruth };
}

/** Documents of a run's test part with their truths, in one text: equal where two runs were tested on the same. */
export function testedTexts(store: Store, run: number): { documents: number; key: string } {
  const rows = store.db
    .prepare<[number], [number, string]>(
      "SELECT document_id, truth FROM prediction WHERE run_id = ? AND part = 'test' ORDER BY document_id",
    )
    .raw()
    .all(run);
  return { documents: rows.length, key: JSON.stringify(rows) };
}

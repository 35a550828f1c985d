/** Compares runs: their settings, their scores, and the texts on which two of them differ. */
import { documentsByIds } from '../store/documents.ts';
import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import {
  type Cells,
  countPairs,
  listPairs,
  type PairKind,
  type Pairing,
  type PredictionPair,
  type Side,
  testedRows,
} from '../store/prediction-pairs.ts';
import type { DocumentRow, Page } from '../store/types.ts';
import { keepsEnsemble } from '../results/classified.ts';
import { scoredTexts } from '../results/scored-texts.ts';
import { mcnemarExact } from '../training/mcnemar.ts';
import { runRow } from '../runs/runs.ts';
import type { RunRow } from '../training/types.ts';
import { type ComparedScore, compareScores, type TestedOn, testedOn } from './compare-scores.ts';
import { type ComparedSettings, compareSettings } from './compare-settings.ts';

export interface RunComparison {
  /** In the order requested, which is also that of every row of values. */
  runs: RunRow[];
  settings: ComparedSettings;
  scores: ComparedScore[];
  testedOn: TestedOn;
  /** The runs that can be compared text by text. */
  byText: number[];
}

/** A row of both test parts, with the prediction of each run; the document of a row that is not in the workspace has the number 0. */
export type RowDifference = Omit<PredictionPair, 'document' | 'text'> & { document: DocumentRow };

export interface RowDifferences extends Page<RowDifference> {
  first: Side;
  second: Side;
  /** Rows that each run was scored on. */
  tested: { first: number; second: number };
  pairing: Pairing;
  /** The run that has fewer predictions than rows it was scored on, since an earlier version trained it; null: neither. */
  keptInPart: number | null;
  /** Runs of 0.1.0 whose predictions are those of their ensemble with n-grams, since no others were kept. */
  ofEnsemble: number[];
  /** Rows that both runs tested with the same label: the sum of the cells. */
  both: number;
  /** Rows that both runs tested, but with different labels: of another scheme, or changed in between. */
  otherTruth: number;
  cells: Cells;
  /** Exact two-sided McNemar test: the probability of so uneven a split of the texts that only one run got right, by chance alone. */
  p: number;
}

/** @throws UserError if there is no such run, or one is given twice. */
export function compareRuns(store: ReadableStore, ids: readonly number[]): RunComparison {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UserError('use', `Run ${twice} is given twice; name different runs.`);
  const runs = ids.map((id) => runRow(store, id));
  return {
    runs,
    settings: compareSettings(runs),
    scores: compareScores(runs),
    testedOn: testedOn(store, runs),
    byText: runs.filter(testedTextByText).map(({ id }) => id),
  };
}

/**
 * The texts that one of two runs got right and the other wrong (or any other cell), sorted by how much their
 * probabilities of the true label differ.
 *
 * @throws UserError if a run does not exist or was not tested on texts.
 */
export function rowDifferences(
  store: ReadableStore,
  ask: { first: number; second: number; kind: PairKind; offset: number; limit: number },
): RowDifferences {
  if (ask.first === ask.second) {
    throw new UserError('use', `Run ${ask.first} cannot be compared with itself; name two different runs.`);
  }
  const [first, second] = [sideOf(store, ask.first), sideOf(store, ask.second)];
  const pairing = pairingOf(first, second);
  const { cells, otherTruth } = countPairs(store, ask.first, ask.second, pairing);
  const pairs = listPairs(store, { ...ask, first, second, pairing });
  const documents = documentsByIds(
    store,
    pairs.flatMap(({ document }) => document ?? []),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    first: { run: first.run, classes: first.classes },
    second: { run: second.run, classes: second.classes },
    tested: { first: first.scored, second: second.scored },
    pairing,
    keptInPart: [first, second].find(({ rows, scored }) => rows < scored)?.run ?? null,
    ofEnsemble: [first, second].flatMap((side) => (side.ofEnsemble ? side.run : [])),
    both: cells.bothRight + cells.onlyFirst + cells.onlySecond + cells.bothWrong,
    otherTruth,
    cells,
    p: mcnemarExact(cells.onlyFirst, cells.onlySecond),
    total: ask.kind === 'different' ? cells.onlyFirst + cells.onlySecond : cells[ask.kind],
    rows: pairs.map(({ text, ...pair }) => ({
      ...pair,
      document: pair.document === null ? stranger(text ?? '') : byId.get(pair.document)!,
    })),
  };
}

/** Whether a run has predictions of single texts. */
function testedTextByText({ result }: RunRow): boolean {
  return scoredTexts(result) !== null;
}

/** One of two runs, with its test part. */
interface TestedSide extends Side {
  /** The file that the test part came from; null: none. */
  file: string | null;
  scored: number;
  /** Its predictions are those of its ensemble. */
  ofEnsemble: boolean;
  rows: number;
  withLine: number;
}

/** Rows of one file are paired by line, if both runs stored the lines. */
function pairingOf(first: TestedSide, second: TestedSide): Pairing {
  const byLine = [first, second].every(({ file, rows, withLine }) => file !== null && withLine === rows);
  return byLine && first.file === second.file ? 'row' : 'document';
}

/** A row of a file in the form of a document. */
function stranger(text: string): DocumentRow {
  return {
    id: 0,
    text,
    publishedAt: null,
    author: null,
    url: null,
    verified: false,
    retweet: false,
    symbols: [],
    nearDuplicateGroup: 0,
    labels: [],
  };
}

function sideOf(store: ReadableStore, run: number): TestedSide {
  const row = runRow(store, run);
  const { result, state, recipe, config } = row;
  const scores = scoredTexts(result);
  if (scores !== null) {
    const { rows, withLine } = testedRows(store, run);
    const file = 'testFile' in config ? (config.testFile ?? config.trainFile) : null;
    return {
      run,
      classes: scores.classes,
      file,
      scored: scores.n,
      ofEnsemble: result?.kind === 'scores' && keepsEnsemble(result),
      rows,
      withLine,
    };
  }
  const why =
    result === null
      ? `it is ${state} and was not tested`
      : result.kind === 'trial'
        ? 'it was validated alone, as one to choose by, and never tested'
        : `the recipe ${recipe} does not label texts`;
  throw new UserError('use', `Run ${run} has no predictions of a test part: ${why}.`);
}

/** Runs side by side: what was set, what came out, and on which texts two of them differ. */
import { documentsByIds } from '../store/documents.ts';
import { UserError } from '../errors.ts';
import type { Store } from '../store/open.ts';
import {
  type Cells,
  countPairs,
  listPairs,
  type PairKind,
  type PredictionPair,
  type Side,
} from '../store/prediction-pairs.ts';
import type { DocumentRow, Page } from '../store/types.ts';
import { mcnemarExact } from '../training/mcnemar.ts';
import { runRow } from '../training/runs.ts';
import type { RunRow } from '../training/types.ts';
import { type ComparedScore, compareScores, type TestedOn, testedOn } from './compare-scores.ts';
import { type ComparedSettings, compareSettings } from './compare-settings.ts';

export interface RunComparison {
  /** In the order in which they were asked for; every row of values has this order. */
  runs: RunRow[];
  settings: ComparedSettings;
  scores: ComparedScore[];
  testedOn: TestedOn;
  /** Those of them that can be compared text by text. */
  byText: number[];
}

/** A document of both test parts, with what each run said of it. */
export type RowDifference = Omit<PredictionPair, 'document'> & { document: DocumentRow };

export interface RowDifferences extends Page<RowDifference> {
  first: Side;
  second: Side;
  /** Documents that both runs tested with the same truth: the sum of the cells. */
  both: number;
  /** Documents that both tested, but with different labels: another scheme, or a label that changed in between. */
  otherTruth: number;
  cells: Cells;
  /** Exact McNemar, two-sided: how often chance alone would divide the texts that only one got right so unevenly. */
  p: number;
}

/** @throws UserError where there is no such run, or one is named twice. */
export function compareRuns(store: Store, ids: readonly number[]): RunComparison {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new UserError('use', `run ${twice} is named twice; name different runs`);
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
 * The texts that one of two runs got right and the other wrong (or any other cell), those first about which they
 * differ most: by the probability that each gave the truth.
 *
 * @throws UserError where a run does not exist or has not tested texts.
 */
export function rowDifferences(
  store: Store,
  ask: { first: number; second: number; kind: PairKind; offset: number; limit: number },
): RowDifferences {
  if (ask.first === ask.second) {
    throw new UserError('use', `run ${ask.first} does not differ from itself; name two runs`);
  }
  const [first, second] = [sideOf(store, ask.first), sideOf(store, ask.second)];
  const { cells, otherTruth } = countPairs(store, ask.first, ask.second);
  const pairs = listPairs(store, { ...ask, first, second });
  const documents = documentsByIds(
    store,
    pairs.map(({ document }) => document),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  return {
    first,
    second,
    both: cells.bothRight + cells.onlyFirst + cells.onlySecond + cells.bothWrong,
    otherTruth,
    cells,
    p: mcnemarExact(cells.onlyFirst, cells.onlySecond),
    total: ask.kind === 'different' ? cells.onlyFirst + cells.onlySecond : cells[ask.kind],
    rows: pairs.map((pair) => ({ ...pair, document: byId.get(pair.document)! })),
  };
}

/** Whether a run has said of texts what they are, one by one. */
function testedTextByText({ result }: RunRow): boolean {
  return result !== null && 'split' in result && result.recipe !== 'price-transformer';
}

function sideOf(store: Store, run: number): Side {
  const row = runRow(store, run);
  const { result, state, recipe } = row;
  if (result !== null && 'split' in result && testedTextByText(row))
    return { run, classes: result.test.classes };
  const why = result === null ? `it is ${state} and was not tested` : `the recipe ${recipe} labels no texts`;
  throw new UserError('use', `run ${run} has no predictions of texts: ${why}`);
}

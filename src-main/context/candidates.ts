import type { ReadableStore } from '../store/store.ts';
import type { DocumentColumns } from '../store/document-columns.ts';
import { candidateColumns, candidateRows } from '../store/window-candidates.ts';
import type { ContextScope } from './scopes.ts';
import type { ContextSpec } from './spec.ts';

/** Documents that may stand in a window, as columns, in the order of time and id. */
export interface Candidates {
  ids: Int32Array;
  /** Milliseconds since 1970. */
  times: Float64Array;
  /** Near-duplicate groups. */
  groups: Int32Array;
}

/** Where candidates come from: all texts of one company, of one author, or of the market (key 0). */
export interface CandidateSource {
  scope: ContextScope;
  /** What the texts of the source are looked up with. */
  key: number | string;
}

/**
 * Reads the candidates of a source that were published before a time, the `limit` most recent ones (-1: all). Retweets
 * and unverified accounts are left out here where the specification wants it, since that needs no comparing. All sources
 * are of the specification's scope.
 */
export function candidateReader(
  store: ReadableStore,
  spec: Pick<ContextSpec, 'scope' | 'noRetweets' | 'verifiedOnly'>,
): (source: CandidateSource, range: { before: number; limit: number }) => Candidates {
  const read = candidateRows(store, spec);
  return ({ key }, range) => {
    const rows = read(key, range).reverse();
    return {
      ids: Int32Array.from(rows, ([id]) => id),
      times: Float64Array.from(rows, ([, at]) => at),
      groups: Int32Array.from(rows, ([, , group]) => group),
    };
  };
}

/** The same for all candidates of a source, where the columns of all documents are there. */
export function columnReader(
  store: ReadableStore,
  { scope, noRetweets, verifiedOnly }: Pick<ContextSpec, 'scope' | 'noRetweets' | 'verifiedOnly'>,
  { groups, retweets, verified }: DocumentColumns,
): (source: CandidateSource) => Candidates {
  const read = candidateColumns(store, scope);
  return ({ key }) => {
    const { ids, times } = read(key);
    const isTaken = (id: number): boolean =>
      !(noRetweets && retweets[id] === 1) && !(verifiedOnly && verified[id] === 0);
    const taken = noRetweets || verifiedOnly ? [...ids.keys()].filter((i) => isTaken(ids[i]!)) : null;
    const ofTaken = (column: number[]): number[] => taken?.map((i) => column[i]!) ?? column;
    const own = Int32Array.from(ofTaken(ids));
    return {
      ids: own,
      times: Float64Array.from(ofTaken(times)),
      groups: own.map((id) => groups[id]!),
    };
  };
}

/** A name for a source, unlike that of any other. */
export function sourceName({ scope, key }: CandidateSource): string {
  return `${scope} ${key}`;
}

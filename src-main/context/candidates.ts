import type { Store } from '../store/open.ts';
import { type CandidateSource, candidateKey, candidateRows } from '../store/window-candidates.ts';
import type { ContextSpec } from './spec.ts';

/** Documents that may stand in a window, as columns, in the order of time and id. */
export interface Candidates {
  ids: Int32Array;
  /** Milliseconds since 1970. */
  times: Float64Array;
  /** Near-duplicate groups. */
  groups: Int32Array;
}

/**
 * The candidates of a source that were published before a time, the `limit` most recent ones (-1: all). Retweets and
 * unverified accounts are left out here where the specification wants it, since that needs no comparing.
 */
export function loadCandidates(
  store: Store,
  source: CandidateSource,
  spec: Pick<ContextSpec, 'noRetweets' | 'verifiedOnly'>,
  range: { before: number; limit: number },
): Candidates {
  const rows = candidateRows(store, source, spec, range).toReversed();
  return {
    ids: Int32Array.from(rows, ([id]) => id),
    times: Float64Array.from(rows, ([, at]) => at),
    groups: Int32Array.from(rows, ([, , group]) => group),
  };
}

/** A name for a source, unlike that of any other. */
export function sourceName(source: CandidateSource): string {
  return `${source.scope} ${candidateKey(source)}`;
}

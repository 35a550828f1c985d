/** Counted vectors with what else is known of companies: their names, and what prices did. */
import { joinedVectors } from '../../counting/joined-vectors.ts';
import { daysUntil, type ResidualReturns, returnVectors } from '../../companies/residual-returns.ts';

interface JoinedArm {
  name: string;
  vectors: ArrayLike<number>[];
  /** What is compared with the returns of the following period: nothing of that period is in it. */
  before: ArrayLike<number>[];
}

/** Vectors side by side, each kind with the same say in a cosine. */
function beside(...kinds: readonly (readonly ArrayLike<number>[])[]): Float32Array[] {
  return joinedVectors(kinds.map((kind) => kind.map((vector) => Float64Array.from(vector))));
}

/**
 * @param usual the vectors of company-embedding
 * @param names by published word vectors; null: they are not known
 * @param lastText when the last text was published, ms UTC
 */
export function joinedArms(
  usual: readonly ArrayLike<number>[],
  names: readonly ArrayLike<number>[] | null,
  returns: ResidualReturns | null,
  lastText: number,
): JoinedArm[] {
  const all = returns && returnVectors(returns);
  const early = returns && returnVectors(daysUntil(returns, lastText));
  const arms: JoinedArm[] = [];
  if (names) {
    const vectors = beside(usual, names);
    arms.push({ name: 'company-embedding + the name', vectors, before: vectors });
  }
  if (all && early) {
    arms.push({ name: 'daily returns less the market', vectors: all, before: early });
    arms.push({
      name: 'company-embedding + daily returns',
      vectors: beside(usual, all),
      before: beside(usual, early),
    });
  }
  if (names && all && early) {
    arms.push({
      name: 'company-embedding + the name + daily returns',
      vectors: beside(usual, names, all),
      before: beside(usual, names, early),
    });
  }
  return arms;
}

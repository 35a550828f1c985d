import { createHash } from 'node:crypto';
import { daysUntil, residualReturns, returnVectors } from '../../companies/residual-returns.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { timesByIds } from '../../store/texts.ts';

/** What prices did until texts end, so that vectors of it know nothing of the days after. */
export interface CountedReturns {
  /** (days) of each company: its daily returns less the market, at mean 0; zeros where there are no prices. */
  vectors: Float64Array[];
  /** The day of the last text, `YYYY-MM-DD`, in UTC. */
  until: string;
}

/** Whose returns count, and until when. */
interface Returned {
  companies: readonly { symbol: string }[];
  texts: readonly { document: number }[];
  dataHash: string;
}

/**
 * The texts with the returns of their companies, on which their fingerprint then depends too.
 *
 * @throws UserError if no day up to the last text has the returns of two companies
 */
export function withReturns<Corpus extends Returned>(
  store: ReadableStore,
  corpus: Corpus,
): Corpus & { returns: CountedReturns } {
  const times = timesByIds(
    store,
    corpus.texts.map(({ document }) => document),
  );
  const lastText = [...times.values()].reduce((last, time) => Math.max(last, time), -Infinity);
  const until = new Date(lastText).toISOString().slice(0, 10);
  const all = residualReturns(
    store,
    corpus.companies.map(({ symbol }) => symbol),
  );
  const vectors = all === null ? [] : returnVectors(daysUntil(all, lastText));
  if (vectors.every((vector) => vector.every((value) => value === 0))) {
    throw new UserError(
      'use',
      `No two of these companies have prices on two days up to ${until}, the day of the last text, so there are no returns to count.`,
      {
        remedies: [
          { action: 'import', what: 'prices' },
          { setting: 'returns', values: ['false'] },
        ],
      },
    );
  }
  const hash = createHash('sha256').update(corpus.dataHash);
  for (const vector of vectors) hash.update(vector);
  return { ...corpus, dataHash: hash.digest('hex'), returns: { vectors, until } };
}

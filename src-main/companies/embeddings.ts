import { UserError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import { runEmbeddings } from '../store/runs.ts';

/** @throws UserError where the run kept no company vectors. */
export function embeddingsOf(store: Store, run: number): ReturnType<typeof runEmbeddings> {
  const rows = runEmbeddings(store, run);
  if (rows.length > 0) return rows;
  throw new UserError(
    'use',
    `run ${run} has no company vectors; train some with: contexture train company-embedding`,
  );
}

import { UserError } from '../errors.ts';
import {
  type KeepingSource,
  type StoredCounts,
  documentsOfSource,
  removeDocuments,
  removeShare,
  sourcesWithKeptRecords,
  sourcesWithoutKeptRecords,
  storedCounts,
} from '../store/forget-source.ts';
import { OutcomeWriter, keptRecordsAfter } from '../store/kept-records.ts';
import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import { rehearsed, transactional } from '../store/transaction.ts';
import { namedKind } from './kinds/all.ts';
import type { Retaken } from './retaken.ts';
import { nameOfOutcome } from './sink.ts';

/** What forgetting a file takes out of the workspace. */
export interface ForgottenSource extends StoredCounts {
  source: number;
  file: string;
  kind: string;
  /** Nothing was taken out: the counts say what would be. */
  dryRun: boolean;
  /** Texts of the file that stay, since other files brought them too. */
  kept: number;
  /** What is not forgotten, or lost, against what one might expect. */
  notes: string[];
}

/** So many records are taken again in one go. */
const BATCH = 10_000;

/**
 * Forgets an imported file: the workspace is as if it had never been imported. What other files brought as well stays,
 * as theirs. All of it is one transaction.
 *
 * @param dryRun it is only tried: the counts are those of the attempt, and nothing changes
 * @throws UserError if there is no such file
 */
export function forgetSource(store: WritableStore, source: number, dryRun: boolean): ForgottenSource {
  const run = dryRun ? rehearsed(store, forget) : transactional(store, forget);
  return { ...run(store, source), dryRun };
}

function forget(store: WritableStore, source: number): Omit<ForgottenSource, 'dryRun'> {
  const file = listSources(store).find(({ id }) => id === source);
  if (file === undefined) {
    throw new UserError('use', `There is no source ${source}.`, {
      remedies: [{ action: 'list', what: 'sources' }],
    });
  }
  const before = storedCounts(store);
  const own = documentsOfSource(store, source);
  const unsure = sourcesWithoutKeptRecords(store, source);
  removeShare(store, source);
  for (const { keeping, retaken } of inOrder(sourcesWithKeptRecords(store, source))) {
    takeAgain(store, keeping.id, retaken, source);
  }
  removeDocuments(store, source);
  const after = storedCounts(store);
  const less = (what: keyof StoredCounts): number => before[what] - after[what];
  return {
    source,
    file: file.name,
    kind: file.kind,
    documents: less('documents'),
    mentions: less('mentions'),
    companies: less('companies'),
    labels: less('labels'),
    prices: less('prices'),
    rejects: less('rejects'),
    kept: own - less('documents'),
    notes: unsure.length === 0 ? [] : [unsureNote(file.name, unsure)],
  };
}

/** Texts come before labels that look for them. */
function inOrder(sources: readonly KeepingSource[]): { keeping: KeepingSource; retaken: Retaken }[] {
  const known = sources.flatMap((keeping) => {
    const kind = namedKind(keeping.kind);
    return kind === null ? [] : [{ keeping, retaken: kind.retaken }];
  });
  return known.toSorted((a, b) => Number(a.retaken.matchesTexts) - Number(b.retaken.matchesTexts));
}

function takeAgain(store: WritableStore, source: number, retaken: Retaken, forgotten: number): void {
  const take = retaken.open(store, source, forgotten);
  const outcomes = new OutcomeWriter(store, source);
  // Records that were corrected by hand have numbers below 0.
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const records = keptRecordsAfter(store, source, last, BATCH);
    if (records.length === 0) return;
    last = records.at(-1)!.item;
    const stored = take(
      records.map(({ line, byte, record }) => ({ place: { line, byte, raw: '' }, json: record })),
    );
    for (const [i, outcome] of stored.entries()) {
      const kept = records[i]!;
      const problem = typeof outcome === 'string' ? null : outcome;
      // A record that was new when it was read is not less so for being there now.
      const isStill = outcome === 'duplicate' && kept.outcome === 'accepted';
      outcomes.note({ kept, outcome: isStill ? 'accepted' : nameOfOutcome(outcome), problem });
    }
  }
}

function unsureNote(file: string, others: readonly string[]): string {
  const shown =
    others.length > 3 ? `${others.slice(0, 3).join(', ')} and ${others.length - 3} more` : others.join(', ');
  return (
    `An earlier version imported ${shown} and did not record what these files have in common with ${file}. ` +
    `Import them again first, so that nothing they share with ${file} is lost.`
  );
}

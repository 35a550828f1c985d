import { UserError } from '../errors.ts';
import { forgetSource } from '../ingest/forget-source.ts';
import { binRunFiles, removeBinnedRuns, unbinRunFiles } from '../runs/binned-run.ts';
import { forgetRun } from '../runs/forget-run.ts';
import { type BinnedThing, binnedThing, binnedThings, emptyBin, noteRemoved } from '../store/bin.ts';
import { forgetLabels } from '../store/forget-labels.ts';
import { type DeletedThing, recordDeletion } from '../store/record-deletion.ts';
import { type ReclaimedSpace, reclaimSpace } from '../store/reclaim-space.ts';
import { runById } from '../store/runs.ts';
import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import { rehearsed, transactional } from '../store/transaction.ts';
import { undoDeletion } from '../store/undo-deletion.ts';

/** What can be forgotten. */
export type Forgettable =
  | { what: 'source'; source: number }
  | { what: 'labels'; scheme: string }
  | { what: 'run'; run: number };

/** What was taken out of the workspace, or would be. */
export interface Forgotten {
  what: 'source' | 'labels' | 'run';
  /** The file, the scheme, or the recipe of the run. */
  name: string;
  /** Nothing was taken out. */
  dryRun: boolean;
  /** How much of everything, without what there is none of. */
  removed: { what: string; count: number }[];
  /** Texts of a file that stay, since other files brought them too. */
  kept: number;
  notes: string[];
  /** Its number in the bin, from which it can be brought back; null: nothing was taken out. */
  deletion: number | null;
}

/**
 * Takes something out of the workspace, in one transaction. It is in the bin then, until the bin is emptied.
 *
 * @param dryRun it is only tried, and nothing changes
 * @throws UserError if what is to be forgotten is not there
 */
export function forget(store: WritableStore, target: Forgettable, dryRun: boolean): Forgotten {
  const forgotten = dryRun
    ? rehearsed(store, counted)(store, target)
    : transactional(store, binned)(store, target);
  if (!dryRun && target.what === 'run') binRunFiles(store, target.run);
  return { ...forgotten, dryRun };
}

type Counted = Omit<Forgotten, 'dryRun'>;

function binned(store: WritableStore, target: Forgettable): Counted {
  const { result, deletion } = recordDeletion(store, thingOf(store, target), () => counted(store, target));
  noteRemoved(store, deletion, result.removed);
  return { ...result, deletion };
}

function counted(store: WritableStore, target: Forgettable): Counted {
  const what = target.what;
  if (target.what === 'source') {
    const { file, documents, mentions, companies, labels, prices, rejects, kept, notes } = forgetSource(
      store,
      target.source,
      false,
    );
    const counts = { documents, mentions, companies, labels, prices, 'rejected records': rejects };
    return { what, name: file, removed: listed(counts), kept, notes, deletion: null };
  }
  if (target.what === 'labels') {
    const { origins, judgements } = forgetLabels(store, target.scheme, false);
    const removed = [
      ...origins.map(({ origin, count }) => ({ what: `labels (${origin})`, count })),
      ...listed({ judgements }),
    ];
    return { what, name: target.scheme, removed, kept: 0, notes: [], deletion: null };
  }
  const { recipe, notes, ...counts } = forgetRun(store, target.run);
  return { what, name: recipe, removed: listed({ ...counts }), kept: 0, notes, deletion: null };
}

/** What it is called in the bin; whether it is there is found out when it is taken out. */
function thingOf(store: WritableStore, target: Forgettable): DeletedThing {
  if (target.what === 'labels') return { what: 'labels', name: target.scheme, item: null };
  if (target.what === 'run') {
    const recipe = runById(store, target.run)?.recipe;
    return { what: 'run', name: `Run ${target.run}${recipe ? ` (${recipe})` : ''}`, item: target.run };
  }
  const file = listSources(store).find(({ id }) => id === target.source);
  return { what: 'source', name: file?.name ?? `Source ${target.source}`, item: target.source };
}

/**
 * Brings back what was forgotten.
 *
 * @param deletion its number in the bin; null: what was forgotten last
 * @throws UserError if it is not in the bin, or what it belongs to has changed since
 */
export function unforget(store: WritableStore, deletion: number | null): BinnedThing {
  const chosen = deletion ?? binnedThings(store)[0]?.id;
  if (chosen === undefined) {
    throw new UserError('use', 'The bin is empty: nothing was forgotten, or it was emptied.');
  }
  const { what, item } = binnedThing(store, chosen);
  if (what === 'run' && item !== null) unbinRunFiles(store, item);
  try {
    return undoDeletion(store, chosen);
  } catch (error) {
    if (what === 'run' && item !== null) binRunFiles(store, item);
    throw error;
  }
}

/** What came of emptying the bin. */
export interface EmptiedBin extends ReclaimedSpace {
  /** How many things were in it. */
  things: number;
}

/** Removes for good what was forgotten, and gives its room back to the disk. */
export async function emptied(store: WritableStore): Promise<EmptiedBin> {
  const things = emptyBin(store);
  const runs = things.flatMap(({ what, item }) => (what === 'run' && item !== null ? [item] : []));
  removeBinnedRuns(store, runs);
  return { things: things.length, ...(await reclaimSpace(store)) };
}

function listed(counts: Readonly<Record<string, number>>): Forgotten['removed'] {
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [{ what, count }]));
}

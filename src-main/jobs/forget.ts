import { forgetSource } from '../ingest/forget-source.ts';
import { forgetRun } from '../runs/forget-run.ts';
import { forgetLabels } from '../store/forget-labels.ts';
import type { WritableStore } from '../store/store.ts';

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
}

/** @throws UserError if what is to be forgotten is not there */
export function forget(store: WritableStore, target: Forgettable, dryRun: boolean): Forgotten {
  const what = target.what;
  if (target.what === 'source') {
    const { file, documents, mentions, companies, labels, prices, rejects, kept, notes } = forgetSource(
      store,
      target.source,
      dryRun,
    );
    const counts = { documents, mentions, companies, labels, prices, 'rejected records': rejects };
    return { what, name: file, dryRun, removed: listed(counts), kept, notes };
  }
  if (target.what === 'labels') {
    const { origins, judgements } = forgetLabels(store, target.scheme, dryRun);
    const removed = [
      ...origins.map(({ origin, count }) => ({ what: `labels (${origin})`, count })),
      ...listed({ judgements }),
    ];
    return { what, name: target.scheme, dryRun, removed, kept: 0, notes: [] };
  }
  const { recipe, notes, ...counts } = forgetRun(store, target.run, dryRun);
  return { what, name: recipe, dryRun, removed: listed({ ...counts }), kept: 0, notes };
}

function listed(counts: Readonly<Record<string, number>>): Forgotten['removed'] {
  return Object.entries(counts).flatMap(([what, count]) => (count === 0 ? [] : [{ what, count }]));
}

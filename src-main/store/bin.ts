/** What was taken out of the workspace and can be brought back. */
import { UserError } from '../errors.ts';
import type { DeletedThing } from './record-deletion.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import { transactional } from './transaction.ts';

/** Something in the bin. */
export interface BinnedThing extends DeletedThing {
  id: number;
  /** Milliseconds since 1970 in UTC. */
  deletedAt: number;
  /** How much of everything went with it. */
  removed: { what: string; count: number }[];
}

type Row = Omit<BinnedThing, 'removed'> & { removed: string };

const select = 'SELECT id, what, name, item, deleted_at AS deletedAt, removed FROM deletion';

/** All that can be brought back, what was deleted last first. */
export function binnedThings({ db }: ReadableStore): BinnedThing[] {
  return db.prepare<[], Row>(`${select} ORDER BY id DESC`).all().map(thingOf);
}

/** @throws UserError if nothing of this number is in the bin */
export function binnedThing({ db }: ReadableStore, id: number): BinnedThing {
  const row = db.prepare<[number], Row>(`${select} WHERE id = ?`).get(id);
  if (row === undefined) {
    throw new UserError(
      'use',
      `Nothing that was deleted has the number ${id}: it was brought back, or the bin was emptied.`,
    );
  }
  return thingOf(row);
}

/** Notes how much of everything went with a deletion. */
export function noteRemoved({ db }: WritableStore, id: number, removed: BinnedThing['removed']): void {
  db.prepare('UPDATE deletion SET removed = ? WHERE id = ?').run(JSON.stringify(removed), id);
}

/** Empties the bin for good; its room stays with the database. @returns what was in it */
export function emptyBin(store: WritableStore): BinnedThing[] {
  return transactional(store, () => {
    const things = binnedThings(store);
    store.db.exec('DELETE FROM deleted_row; DELETE FROM deletion;');
    return things;
  })();
}

function thingOf({ removed, ...row }: Row): BinnedThing {
  const counts: unknown = JSON.parse(removed);
  const isCount = (one: unknown): one is { what: string; count: number } =>
    typeof one === 'object' && one !== null && 'what' in one && 'count' in one;
  return { ...row, removed: Array.isArray(counts) ? counts.filter(isCount) : [] };
}

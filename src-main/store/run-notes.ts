import { z } from 'zod';
import type { ReadableStore, WritableStore } from './store.ts';

/** What people write about a run. */
export interface RunNotes {
  name: string | null;
  note: string | null;
  tags: readonly string[];
  /** It stands before the others. */
  pinned: boolean;
  /** When it was archived, in ms; null: it was not. Lists leave archived runs out unless they are asked for. */
  archivedAt: number | null;
}

interface Row {
  name: string | null;
  note: string | null;
  tags: string | null;
  pinned: number;
  archivedAt: number | null;
}

const tagsSchema = z.array(z.string());

function tagsOf(stored: string | null): string[] {
  if (stored === null) return [];
  try {
    return tagsSchema.parse(JSON.parse(stored));
  } catch {
    return [];
  }
}

/** @throws Error if there is no such run */
export function runNotes(store: ReadableStore, run: number): RunNotes {
  const row = store.db
    .prepare<[number], Row>(
      'SELECT name, note, tags, pinned, archived_at AS archivedAt FROM run WHERE id = ?',
    )
    .get(run);
  if (row === undefined) throw new Error(`There is no run ${run}.`);
  return { ...row, tags: tagsOf(row.tags), pinned: row.pinned === 1 };
}

/** Stores what is written about a run from now on. */
export function saveRunNotes(store: WritableStore, run: number, notes: RunNotes): void {
  const { name, note, tags, pinned, archivedAt } = notes;
  store.db
    .prepare('UPDATE run SET name = ?, note = ?, tags = ?, pinned = ?, archived_at = ? WHERE id = ?')
    .run(name, note, tags.length === 0 ? null : JSON.stringify(tags), Number(pinned), archivedAt, run);
}

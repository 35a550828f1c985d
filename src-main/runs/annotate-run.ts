import { type RunNotes, runNotes, saveRunNotes } from '../store/run-notes.ts';
import type { WritableStore } from '../store/store.ts';
import { transactional } from '../store/transaction.ts';
import { runRow } from './runs.ts';

export interface AnnotatedRun extends RunNotes {
  run: number;
}

/** What changes of what is written about a run; what is left out stays. */
export interface Annotation {
  /** Empty: the name goes; likewise the note. */
  name?: string | undefined;
  note?: string | undefined;
  /** A comma divides tags. */
  tag?: readonly string[] | undefined;
  untag?: readonly string[] | undefined;
  pinned?: boolean | undefined;
  archived?: boolean | undefined;
}

/**
 * Changes what is written about runs, of all or of none, and returns it.
 * @throws UserError if one of them is not there
 */
export function annotateRuns(
  store: WritableStore,
  runs: readonly number[],
  change: Annotation,
): AnnotatedRun[] {
  return transactional(store, () =>
    [...new Set(runs)].map((run) => ({ run, ...annotated(store, run, change) })),
  )();
}

function annotated(store: WritableStore, id: number, change: Annotation): RunNotes {
  runRow(store, id);
  const before = runNotes(store, id);
  const { name, note, tag = [], untag = [], pinned = before.pinned, archived } = change;
  const gone = new Set(cleaned(untag));
  const after = {
    name: name === undefined ? before.name : name.trim() || null,
    note: note === undefined ? before.note : note.trim() || null,
    tags: [...new Set([...before.tags, ...cleaned(tag)])].filter((one) => !gone.has(one)),
    pinned,
    archivedAt: archivedAt(before.archivedAt, archived),
  };
  saveRunNotes(store, id, after);
  return after;
}

function cleaned(tags: readonly string[]): string[] {
  return tags
    .flatMap((tag) => tag.split(','))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function archivedAt(before: number | null, archived: boolean | undefined): number | null {
  if (archived === undefined) return before;
  return archived ? (before ?? Date.now()) : null;
}

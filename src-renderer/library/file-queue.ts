/** The files that a user has handed over and not imported yet: states and transitions, nothing else. */

export interface FileQueue {
  /** Paths that the application can read. */
  pending: readonly string[];
  /** How many times files were handed over whose paths are not known yet. */
  transfers: number;
  /** Why the last files could not be handed over; null: they could. */
  error: unknown;
}

export type FileAction =
  | { type: 'transfer' }
  | { type: 'transferred'; files: readonly string[] }
  | { type: 'failed'; error: unknown }
  | { type: 'imported' | 'dismissed'; files: readonly string[] };

export const emptyQueue: FileQueue = { pending: [], transfers: 0, error: null };

export function nextQueue(queue: FileQueue, action: FileAction): FileQueue {
  const { pending, transfers } = queue;
  if (action.type === 'transfer') return { pending, transfers: transfers + 1, error: null };
  if (action.type === 'failed') return { pending, transfers: transfers - 1, error: action.error };
  if (action.type === 'imported' || action.type === 'dismissed') {
    return { ...queue, pending: pending.filter((file) => !action.files.includes(file)) };
  }
  // A file dialog that was closed hands over nothing.
  const { files } = action;
  const fresh = files.filter((file) => !pending.includes(file));
  return { ...queue, pending: [...pending, ...fresh], transfers: transfers - 1 };
}

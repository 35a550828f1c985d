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
  | { type: 'imported'; files: readonly string[] }
  | { type: 'dismissed' };

export const emptyQueue: FileQueue = { pending: [], transfers: 0, error: null };

export function nextQueue(queue: FileQueue, action: FileAction): FileQueue {
  const { pending, transfers } = queue;
  if (action.type === 'transfer') return { pending, transfers: transfers + 1, error: null };
  if (action.type === 'failed') return { pending, transfers: transfers - 1, error: action.error };
  if (action.type === 'imported') {
    return { ...queue, pending: pending.filter((file) => !action.files.includes(file)) };
  }
  if (action.type === 'dismissed') return { ...queue, pending: [] };
  // A file dialog that was closed hands over nothing.
  const { files } = action;
  return { ...queue, pending: files.length > 0 ? files : pending, transfers: transfers - 1 };
}

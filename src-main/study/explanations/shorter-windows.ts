import { windowOf } from '../../configs/contextual.ts';
import { windowsOf } from '../../recipes/texts/contextual-examples.ts';
import { trainingRows } from '../../store/predicted-rows.ts';
import type { ReadableStore } from '../../store/store.ts';

const known = new Map<string, number | null>();

/**
 * The share of a run's training texts whose window has fewer texts than there is room for. Where it is small, a window
 * without one of its texts is unlike what the model has learned from. Null: the run reads no window, or an earlier
 * version kept no training texts. Looked up once for each run in a process.
 */
export function shorterWindows(store: ReadableStore, run: number, config: object): number | null {
  const key = `${store.dir}#${run}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const room = windowOf(config)?.n ?? 0;
  const rows = room === 0 ? [] : trainingRows(store, run);
  const shorter = windowsOf(store, rows, config).filter(({ length }) => length < room);
  const share = rows.length === 0 ? null : shorter.length / rows.length;
  known.set(key, share);
  return share;
}

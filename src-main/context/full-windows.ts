import type { ReadableStore } from '../store/store.ts';
import type { ContextSpec } from './spec.ts';
import { contextWindows } from './window.ts';

/**
 * How many of the documents have a full context window: as many earlier texts as it can hold.
 *
 * @throws UserError when a document does not exist.
 */
export function countFullWindows(
  store: ReadableStore,
  documents: readonly number[],
  spec: ContextSpec,
): number {
  const { offsets } = contextWindows(store, documents, spec);
  let full = 0;
  let start = 0;
  for (const end of offsets.subarray(1)) {
    if (end - start === spec.n) full++;
    start = end;
  }
  return full;
}

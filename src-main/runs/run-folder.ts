import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableStore } from '../store/store.ts';

/** Where a run keeps its files. */
export function runFolder(store: ReadableStore, run: number): string {
  return join(store.dir, 'runs', String(run));
}

/** Where it stood at the end of its last whole epoch; gone once it has ended. */
export function positionFile(store: ReadableStore, run: number): string {
  return join(runFolder(store, run), 'position.safetensors');
}

/** Whether a run kept where it stood, without reading it. */
export function hasPosition(store: ReadableStore, run: number): boolean {
  return existsSync(positionFile(store, run));
}

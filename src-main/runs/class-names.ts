import type { NameOf } from '../class-names.ts';
import { learnedScheme } from '../configs/learned-scheme.ts';
import { namesOfScheme } from '../store/class-names.ts';
import type { ReadableStore } from '../store/store.ts';
import { runRow } from './runs.ts';

/**
 * What the classes of a run are called, as they are named now.
 *
 * @throws UserError if there is no such run
 */
export function namesOfRun(store: ReadableStore, run: number): NameOf {
  return namesOfScheme(store, learnedScheme(runRow(store, run).config));
}

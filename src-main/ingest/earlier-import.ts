import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import type { SourceFile } from '../store/types.ts';
import { forgetSource } from './forget-source.ts';
import type { Counts } from './sink.ts';

/** The last import of a file at the same place as the same kind, if its content was another; null: there is none. */
export function earlierImport(
  store: WritableStore,
  { path, kind, sha256 }: Pick<SourceFile, 'path' | 'kind' | 'sha256'>,
): SourceFile | null {
  const last = listSources(store).find((source) => source.path === path && source.kind === kind);
  return last === undefined || last.sha256 === sha256 ? null : last;
}

/** How a file that has changed differs from its earlier import, as a sentence. */
export function differenceNote(store: WritableStore, earlier: SourceFile, counts: Counts): string {
  const { documents, labels, prices } = forgetSource(store, earlier.id, true);
  const only = [
    [documents, 'texts'],
    [labels, 'labels'],
    [prices, 'prices'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${what}: ${count}`]));
  const gone =
    only.length === 0
      ? 'nothing of the earlier content is missing from it'
      : `what only the earlier content has (${only.join(', ')}) stays until source ${earlier.id} is forgotten`;
  return (
    `the file has changed since it was imported as source ${earlier.id}: ` +
    `new records: ${counts.accepted}; already there: ${counts.duplicate}; ${gone}`
  );
}

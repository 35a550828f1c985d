import type { SourceFile } from '../../src-main/api/types.ts';
import type { JobReport } from '../jobs/job-state.ts';
import { fileName } from './file-name.ts';
import { rowsPerSecond } from './import-pace.ts';

/** `looked`: it waits to be imported; `waiting`: the import comes to it later. */
export type FileState = 'looked' | 'waiting' | 'reading' | 'imported' | 'not imported';

export interface ListedFile {
  path: string;
  name: string;
  state: FileState;
  /** null: not known yet. */
  kind: string | null;
  /** Records that were read; null: none yet. */
  rows: number | null;
  perSecond: number | null;
  /** Of a file that was imported; null: not yet. */
  counts: { accepted: number; duplicate: number; rejected: number } | null;
}

/**
 * The files of an import that is under way, and what has become of each.
 *
 * @param files paths, in the order in which they are imported; one that is read and not among them stands alone
 * @param progress how far the import is, its stage the name of the file that is read now; null: none yet
 * @param sources what the workspace has, the newest first
 */
export function filesUnderWay(
  files: readonly string[],
  progress: JobReport<'import'>['progress'],
  sources: readonly SourceFile[],
): ListedFile[] {
  const current = progress?.stage ?? null;
  const at = files.findIndex((path) => fileName(path) === current);
  if (at === -1 && current !== null) return filesUnderWay([current], progress, sources);
  return files.map((path, i): ListedFile => {
    const name = fileName(path);
    const unknown = { path, name, kind: null, rows: null, perSecond: null, counts: null };
    if (i > at) return { ...unknown, state: 'waiting' };
    const source = sources.find((one) => one.name === name);
    if (i === at) {
      const { rows = 0, seconds = 0 } = progress ?? {};
      // Of an earlier import of a file of this name the kind may be another.
      const kind = source?.whole === false ? source.kind : null;
      return { ...unknown, state: 'reading', kind, rows, perSecond: rowsPerSecond(rows, seconds) };
    }
    if (source === undefined) return { ...unknown, state: 'not imported' };
    const { kind, records, seconds, accepted, duplicate, rejected } = source;
    return {
      path,
      name,
      state: 'imported',
      kind,
      rows: records,
      perSecond: rowsPerSecond(records, seconds),
      counts: { accepted, duplicate, rejected },
    };
  });
}

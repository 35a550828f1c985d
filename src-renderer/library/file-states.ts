import type { SourceFile } from '../../src-main/api/types.ts';
import { fileName } from './file-name.ts';

/** `looked`: it waits to be imported; `waiting`: the import comes to it later. */
export type FileState = 'looked' | 'waiting' | 'reading' | 'imported' | 'not imported';

export interface ListedFile {
  path: string;
  name: string;
  state: FileState;
  /** Of a file that was imported; null: not yet. */
  counts: { kind: string; accepted: number; duplicate: number; rejected: number } | null;
}

/**
 * The files of an import that is under way, and what has become of each.
 *
 * @param files paths, in the order in which they are imported
 * @param current name of the file that is read now; null: none yet
 * @param sources what the workspace has, the newest first
 */
export function filesUnderWay(
  files: readonly string[],
  current: string | null,
  sources: readonly SourceFile[],
): ListedFile[] {
  const at = files.findIndex((path) => fileName(path) === current);
  return files.map((path, i) => {
    const name = fileName(path);
    if (i >= at) return { path, name, state: i === at ? 'reading' : 'waiting', counts: null };
    const source = sources.find((one) => one.name === name);
    if (source === undefined) return { path, name, state: 'not imported', counts: null };
    const { kind, accepted, duplicate, rejected } = source;
    return { path, name, state: 'imported', counts: { kind, accepted, duplicate, rejected } };
  });
}

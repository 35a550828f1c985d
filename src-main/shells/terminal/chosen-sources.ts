import { basename, resolve, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import type { SourceFile } from '../../store/types.ts';
import { didYouMean } from '../../suggest.ts';

/**
 * The imported files that are named: by number, by path, by file name, or by that of the ZIP archive that they
 * were in; null: none were named.
 *
 * @throws UserError that names what was not imported.
 */
export function chosenSources(
  known: readonly SourceFile[],
  names: readonly string[],
  as: string | null,
): SourceFile[] | null {
  if (names.length === 0 && as === null) return null;
  const ofKind = as === null ? known : known.filter(({ kind }) => kind === as);
  if (as !== null && ofKind.length === 0) {
    const kinds = [...new Set(known.map(({ kind }) => kind))];
    const there =
      kinds.length === 0 ? 'Nothing was imported yet.' : `Files were imported as ${kinds.join(', ')}.`;
    throw new UserError('use', `No file was imported as ${as}. ${there}${didYouMean(as, kinds)}`);
  }
  if (names.length === 0) return [...ofKind];
  return names.flatMap((name) => {
    const path = resolve(name);
    const isName = basename(name) === name;
    const isArchive = /\.zip$/i.test(name);
    const found = [
      ofKind.filter((source) => source.path === path),
      ofKind.filter((source) => String(source.id) === name),
      ofKind.filter((source) => isName && source.name === name),
      ofKind.filter((source) => isArchive && source.path.startsWith(path + sep)),
      ofKind.filter((source) => isArchive && isName && source.path.includes(sep + name + sep)),
    ].find((list) => list.length > 0);
    if (found !== undefined) return found;
    const imported = as === null ? 'imported' : `imported as ${as}`;
    const meant = didYouMean(
      basename(name),
      ofKind.map((source) => source.name),
    );
    throw new UserError('use', `"${name}" was not ${imported}.${meant} contexture sources lists the files.`);
  });
}

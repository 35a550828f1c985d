import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Exported, type ExportRequest, exportRun } from '../export/export-run.ts';
import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';

interface ExportSpec extends Omit<ExportRequest, 'out'> {
  /** Null: a new folder in `exports/` of the workspace. */
  out: string | null;
}

/**
 * Writes a run to a new folder: the given one, or by default one in `exports/` of the workspace.
 *
 * @throws UserError if the path of the folder is not absolute, or the workspace is read-only; what `exportRun` throws.
 */
export function runExport(store: ReadableStore, spec: ExportSpec): Promise<Exported> {
  const { run, format, batch, tokens } = spec;
  if (spec.out === null && store.readOnly) {
    throw new UserError('use', 'The workspace is read-only; choose another folder for the export.');
  }
  const out = spec.out ?? freeFolder(join(store.dir, 'exports', `run-${run}-${format}`));
  if (!isAbsolute(out)) {
    throw new UserError('use', `Give the full path of the folder, not "${out}".`);
  }
  return exportRun(store, { run, format, out, batch, tokens });
}

/** The folder, or where it is there the first of `-2`, `-3`, ... that is not. */
function freeFolder(folder: string): string {
  for (let number = 2, name = folder; ; number++) {
    if (!existsSync(name)) return name;
    name = `${folder}-${number}`;
  }
}

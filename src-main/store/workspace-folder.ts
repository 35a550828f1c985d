/** What stands where a workspace should be, told before anything is opened or made. */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { Remedy } from '../remedies.ts';
import { similar } from '../suggest.ts';

const DATABASE = 'contexture.db';

/** Where this workspace cannot be used, any other folder can. */
export const anotherWorkspace: readonly Remedy[] = [{ setting: 'workspace', values: [] }];

/** The database of a workspace. */
export function databaseOf(folder: string): string {
  return join(folder, DATABASE);
}

/**
 * Whether there is a workspace in a folder.
 *
 * @throws UserError if there is something that can be none, such as a file, or that may not be looked at.
 */
export function isWorkspace(folder: string): boolean {
  if (statOf(folder, folder) === null) {
    const present = nearestPresent(folder);
    if (statOf(present, folder)?.isDirectory()) return false;
    throw new UserError('use', `${folder} cannot be a workspace, since ${present} is a file.`);
  }
  if (!statOf(folder, folder)?.isDirectory()) {
    const own = isOne(dirname(folder)) ? [{ setting: 'workspace', values: [dirname(folder)] }] : [];
    throw new UserError('use', `${folder} is a file; a workspace is a folder.`, { remedies: own });
  }
  const database = statOf(databaseOf(folder), folder);
  if (database?.isDirectory())
    throw new UserError('use', `${databaseOf(folder)} is a folder, not a database.`);
  // An empty file is what is left where a workspace was made and the machine stopped before anything was written.
  return database !== null && database.size > 0;
}

function statOf(path: string, folder: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (cause) {
    if (!['EACCES', 'EPERM'].includes(codeOf(cause))) throw cause;
    throw new UserError('use', `You do not have permission to open the workspace ${folder}.`, { cause });
  }
}

/** The innermost folder, or file, of a path that is there. */
function nearestPresent(path: string): string {
  let present = dirname(path);
  while (!existsSync(present) && dirname(present) !== present) present = dirname(present);
  return present;
}

/** Why a command that only reads cannot go on: there is no workspace, and which one may have been meant. */
export function noWorkspace(folder: string): UserError {
  return new UserError('use', `There is no workspace in ${folder}.${suggestion(folder)}`, {
    remedies: [{ action: 'import', what: 'files' }],
  });
}

function suggestion(folder: string): string {
  const inside = existsSync(folder) ? entries(folder).filter((name) => isOne(join(folder, name))) : [];
  if (inside.length > 0) return orOneOf(inside.map((name) => join(folder, name)));
  // One part of the path is misspelt: the first that is not there.
  const present = nearestPresent(folder);
  const [wrong = '', ...rest] = relative(present, folder).split(sep);
  const meant = similar(wrong, entries(present), Infinity)
    .map((name) => join(present, name, ...rest))
    .filter((path) => path !== folder && isOne(path));
  return orOneOf(meant);
}

function orOneOf(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => `"${path}"`);
  return shown.length === 0 ? '' : ` Did you mean ${shown.join(' or ')}?`;
}

function isOne(folder: string): boolean {
  return existsSync(databaseOf(folder));
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What a folder that becomes a workspace holds, for the sentence that says so. */
export function madeNotice(folder: string): string {
  // What begins with the project's name is its own, such as the mark of the demo.
  const others = entries(folder).some((name) => !name.startsWith('contexture'))
    ? ', which contains other files too'
    : '';
  return `Created a new workspace in ${folder}${others}.`;
}

/** Why nothing can be stored in a workspace, as a sentence goes on after its name; null: as far as is known it can. */
export function whyReadOnly(folder: string): string | null {
  const files = [databaseOf(folder), `${databaseOf(folder)}-wal`, `${databaseOf(folder)}-shm`];
  for (const path of [folder, ...files.filter((file) => existsSync(file))]) {
    try {
      accessSync(path, path === folder ? constants.W_OK | constants.X_OK : constants.W_OK);
    } catch (error) {
      if (codeOf(error) === 'EROFS') return 'it is on a read-only file system';
      return path === folder ? 'its folder is not writable' : `${basename(path)} is not writable`;
    }
  }
  return null;
}

/**
 * Makes sure that a workspace's files may be read.
 *
 * @throws UserError that names the first that may not.
 */
export function checkReadable(folder: string): void {
  for (const file of [databaseOf(folder), `${databaseOf(folder)}-wal`].filter((path) => existsSync(path))) {
    try {
      accessSync(file, constants.R_OK);
    } catch (cause) {
      throw new UserError(
        'use',
        `The workspace ${folder} cannot be read: you do not have permission to read ${file}.`,
        {
          cause,
        },
      );
    }
  }
}

/** The error of a command that stores something where nothing can be stored. */
export function readOnlyWorkspace(folder: string, why: string, cause?: unknown): UserError {
  return new UserError(
    'use',
    `The workspace ${folder} is read-only: ${why}. Make it writable, or use another workspace.`,
    { cause, remedies: anotherWorkspace },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Keeps the paths that are sent to the API within one folder, where the application is served to others. */
import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';

/** Keys of what is sent whose values are paths, or may be: files to read, and folders to write. */
export const pathKeys: ReadonlySet<string> = new Set([
  'checkpoint',
  'file',
  'files',
  'folder',
  'names',
  'out',
  'source',
  'testFile',
  'trainFile',
  'vectors',
]);

/** Values of these keys are names as well: of a checkpoint of this machine, or of one on the hub. */
const nameKeys: ReadonlySet<string> = new Set(['checkpoint', 'source']);

/** Folders that the API may read and write in, as they are once links are followed. */
export interface Confinement {
  root: string;
  /** Of the workspace: what a browser sent, and what is exported without a folder. */
  own: readonly string[];
  /** What is read alone: the sample that comes with the application. */
  readable: readonly string[];
}

/** @throws UserError if there is no such folder */
export function confinementTo(
  root: string,
  workspace: string,
  readable: readonly string[] = [],
): Confinement {
  if (!existsSync(root)) throw new UserError('use', `There is no folder ${resolve(root)}.`);
  return {
    root: realpathSync(root),
    own: ['incoming', 'exports'].map((name) => real(join(workspace, name))),
    readable: readable.map(real),
  };
}

/**
 * Makes sure that no path in what is sent leads out of the folders.
 *
 * @throws UserError that names the first that does
 */
export function confine(input: unknown, confinement: Confinement, key = ''): void {
  if (typeof input === 'string') {
    if (!pathKeys.has(key)) return;
    // What is sent may be trimmed later.
    for (const path of new Set([input, input.trim()])) {
      checkPath(path, confinement, { mayBeName: nameKeys.has(key), writes: key === 'out' });
    }
    return;
  }
  if (typeof input !== 'object' || input === null) return;
  const isList = Array.isArray(input);
  for (const [name, value] of Object.entries(input)) confine(value, confinement, isList ? key : name);
}

/** @throws UserError if a path leads out of the folders */
export function checkPath(
  path: string,
  { root, own, readable }: Confinement,
  { mayBeName = false, writes = false } = {},
): void {
  const [first = '', ...others] = path.split(/[/\\]/);
  if (mayBeName && !isAbsolute(path) && !others.includes('..') && !existsSync(first)) return;
  const place = real(resolve(path));
  if (path !== '' && [root, ...own, ...(writes ? [] : readable)].some((folder) => isWithin(folder, place)))
    return;
  throw new UserError('use', `${path} is not in ${root}, the only folder that is served here.`);
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path without links, as far as it is there. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  // A link to what is not there yet leads somewhere all the same.
  const target = linkOf(path);
  if (target !== null) return real(resolve(parent, target));
  return parent === path ? path : join(real(parent), path.slice(parent.length));
}

/** What a link leads to; null: there is none. */
function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** What a user means by the checkpoint to add: a folder, an archive or a part of it, or a name on the hub. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { cacheName } from '../checkpoints/download.ts';
import type { CheckpointOrigin } from '../checkpoints/library/entry.ts';
import { filesInFolder } from '../checkpoints/library/folder-files.ts';
import {
  checkpointFiles,
  type PublishedFile,
  publishedFolders,
} from '../checkpoints/library/published-files.ts';
import { isPath } from '../checkpoints/locate.ts';
import { withoutWeights } from '../checkpoints/weight-files.ts';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { filesInArchive, textInArchive } from './checkpoint-archive.ts';

/** A checkpoint on the disk, with what it is called if the user names it otherwise. */
export interface CheckpointSource {
  origin: CheckpointOrigin;
  name: string;
  files: PublishedFile[];
  /** Of the package that it came in. */
  licence: string | null;
}

/** Names of folders that do not say what is in them. */
const meaningless = /^(?:model|models|checkpoint|snapshot|snapshots|0_Transformer|pytorch|\.|)$/i;

/**
 * Opens what lies on the disk; null: there is nothing there, and it may be a name on the hub.
 * @throws UserError if there is something else than one checkpoint
 */
export async function localSource(given: string): Promise<CheckpointSource | null> {
  const path = resolve(given);
  const { file, inner } = await splitPath(path);
  if (file === null) {
    const found = await stat(path).catch(() => null);
    if (found === null) return null;
    if (found.isDirectory()) return folderSource(path);
    throw new UserError('input', `${path} is a pipe or a device, not a file or a folder.`);
  }
  const all = await filesInArchive(file);
  const within = inner === '' ? all : all.filter(({ name }) => name.startsWith(`${inner}/`));
  if (within.length === 0) throw new UserError('use', `${file} holds no folder ${inner}.`);
  const folder = onlyFolder(given, file, within);
  const inside = folder === '' ? [] : folder.split('/').toReversed();
  // A wheel is called by the name and the version of its package.
  const packed =
    /^(.+?)-\d[^-]*-.*\.whl$/.exec(basename(file))?.[1] ?? basename(file).replace(/(?:\.tar)?\.\w+$/, '');
  return {
    origin: { kind: 'archive', from: path },
    name: nameOf([...inside.slice(0, inner === '' ? 0 : undefined), packed]),
    files: await checkpointFiles(within, folder),
    licence: licenceOf(await textInArchive(all, /^[^/]+\.dist-info\/METADATA$/)),
  };
}

/** @throws UserError if a name is none of the hub, or rather a misspelt path */
export function checkHubName(given: string): void {
  const first = given.split('/')[0] ?? '';
  const isFile = /\.(?:whl|zip|tar|t?gz|bz2|xz|7z|safetensors|bin)$/i.test(given);
  if (isPath(given) || isFile || cacheName(given) === null || (given.includes('/') && existsSync(first))) {
    throw new UserError('use', `There is no file or folder ${given}.`);
  }
  if (given.includes('/')) return;
  throw new UserError(
    'use',
    `There is no file or folder ${given}; on the hub a checkpoint is called OWNER/NAME, such as google-bert/bert-base-uncased.`,
  );
}

/** The files of a folder that was downloaded. */
export async function downloadedFiles(folder: string): Promise<PublishedFile[]> {
  return checkpointFiles(await filesInFolder(folder), '');
}

async function folderSource(path: string): Promise<CheckpointSource> {
  const all = await filesInFolder(path);
  const folder = onlyFolder(path, path, all);
  const parts = join(path, folder).split(sep).toReversed();
  return {
    origin: { kind: 'folder', from: join(path, folder) },
    name: nameOf(parts),
    files: await checkpointFiles(all, folder),
    licence: null,
  };
}

/** The one folder that holds a checkpoint. */
function onlyFolder(given: string, container: string, files: readonly PublishedFile[]): string {
  const paths = files.map(({ name }) => name);
  const found = publishedFolders(paths);
  const [only, ...others] = found;
  if (only === undefined) throw noCheckpoint(container, paths);
  if (others.length === 0) return only;
  // A checkpoint may have parts that look like checkpoints.
  if (only === '') return only;
  const names = found.slice(0, 5).map((folder) => join(container, folder));
  throw new UserError(
    'use',
    `${given} holds ${counted(found.length, 'checkpoint')}: ${found.slice(0, 10).join(', ')}. Add one of them.`,
    { remedies: names.map((name) => ({ action: 'add-checkpoint', checkpoint: name })) },
  );
}

function noCheckpoint(container: string, paths: readonly string[]): UserError {
  const other = /(?:^|\/)(?:pytorch_model\.bin(?:\.index\.json)?|tf_model\.h5|flax_model\.msgpack)$/;
  const [folder] = publishedFolders(paths, other);
  if (folder !== undefined) {
    const name = paths.find((path) => posix.dirname(path) === (folder || '.') && other.test(path));
    return new UserError('input', withoutWeights(join(container, folder), posix.basename(name ?? '')));
  }
  const config = paths.some((path) => posix.basename(path) === 'config.json');
  const what = config ? 'no weights (model.safetensors) beside its config.json' : 'no config.json';
  return new UserError('input', `${container} is not the folder of a checkpoint: it has ${what}.`);
}

/** The first of these names that says something; the folders of other programs' caches are called by hashes. */
function nameOf(parts: readonly string[]): string {
  for (const part of parts) {
    const cached = /^models--([\w.-]+?)--([\w.-]+)$/.exec(part);
    if (cached !== null) return `${cached[1]}/${cached[2]}`;
    if (!meaningless.test(part) && !/^[0-9a-f]{40}$/.test(part)) {
      return part.replaceAll(/[^\w.-]+/g, '-').replace(/^\.+/, '');
    }
  }
  return 'checkpoint';
}

/** The licence of a package's metadata (PEP 639, and before it). */
function licenceOf(metadata: string | null): string | null {
  const found = /^License(?:-Expression)?:[ \t]*(\S.*)$/m.exec(metadata?.split(/\r?\n\r?\n/)[0] ?? '');
  return found?.[1]?.trim() ?? null;
}

/** A path as a file on the disk and the rest behind it; null: no part of it is a file. */
async function splitPath(path: string): Promise<{ file: string | null; inner: string }> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => null);
    if (found?.isFile() === true) return { file: at, inner: relative(at, path).replaceAll(sep, '/') };
    if (found !== null || dirname(at) === at) return { file: null, inner: '' };
  }
}

/** Adds, checks and removes checkpoints of the library. */
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cacheName, downloadCheckpoint } from '../checkpoints/download.ts';
import { hubAddress } from '../checkpoints/hub-request.ts';
import { addToLibrary } from '../checkpoints/library/add.ts';
import { damageOf } from '../checkpoints/library/content.ts';
import { sizeOfEntry } from '../checkpoints/library/entry.ts';
import { entryNamed } from '../checkpoints/library/find.ts';
import { contentFolder, libraryFolder } from '../checkpoints/library/folder.ts';
import { whileClaimed } from '../checkpoints/library/lock.ts';
import { type CheckpointRow, rowOf } from '../checkpoints/library/list.ts';
import { readNames } from '../checkpoints/library/names.ts';
import { checkHubName, downloadedFiles, localSource, type CheckpointSource } from './checkpoint-source.ts';
import { UserError } from '../errors.ts';
import type { JobContext } from './context.ts';

type Reporting = Pick<JobContext, 'emit' | 'signal'>;

export interface AddedRow {
  checkpoint: CheckpointRow;
  /** It stood in the library under this name already. */
  known: boolean;
  /** Other names of the same content. */
  others: string[];
  notes: string[];
}

/**
 * Adds a checkpoint under a name.
 * @param name null: the one that its file, folder or package has
 * @param from what it is said to come from; default: its whole path, or its name on the hub
 * @throws UserError if there is none, it cannot be read, or the name stands for another one
 */
export async function addCheckpoint(
  given: string,
  name: string | null,
  { emit, signal }: Reporting,
  library = libraryFolder(),
  from?: string,
): Promise<AddedRow> {
  const local = await localSource(given);
  if (local === null) checkHubName(given);
  const downloads = join(library, 'downloads');
  const source = local ?? (await downloaded(given, downloads, { emit, signal }));
  const { entry, ...told } = await addToLibrary({
    library,
    name: name ?? source.name,
    origin: { ...source.origin, ...(from !== undefined && { from }) },
    files: source.files,
    licence: source.licence,
    signal,
    onProgress: (done, total) =>
      emit({ type: 'progress', stage: 'copying its files', done, total, unit: 'bytes' }),
  });
  // A download that was begun is kept, so that it can go on; what is in the library is not needed twice.
  if (source.origin.kind === 'hub') {
    await rm(join(downloads, cacheName(given) ?? ''), { recursive: true, force: true });
  }
  return { checkpoint: await rowOf(library, entry), ...told };
}

/**
 * Adds a checkpoint from a file that a browser sent into a workspace, and removes that copy; what cannot be added is
 * removed too, since it will be sent again.
 */
export async function addUploaded(
  workspace: string,
  file: string,
  name: string | null,
  context: Reporting,
): Promise<AddedRow> {
  const incoming = join(workspace, 'incoming');
  const folder = dirname(file);
  if (dirname(folder) !== incoming) throw new UserError('use', `${file} was not sent by a browser.`);
  try {
    return await addCheckpoint(file, name, context, libraryFolder(), basename(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function downloaded(
  given: string,
  cache: string,
  { emit, signal }: Reporting,
): Promise<CheckpointSource> {
  emit({ type: 'message', text: `Downloading ${given} from ${hubAddress(null)}` });
  const busy = () =>
    new UserError('use', `${given} is being downloaded by another process. Add it when that has finished.`);
  const folder = await whileClaimed(join(cache, `${cacheName(given)}.owner`), busy, () =>
    downloadCheckpoint(given, {
      cache,
      signal,
      onProgress: ({ file, done, total }) =>
        emit({ type: 'progress', stage: `downloading ${file}`, done, total, unit: 'bytes' }),
    }),
  );
  const files = await downloadedFiles(folder);
  return { origin: { kind: 'hub', from: given }, name: given, files, licence: null };
}

export interface CheckedCheckpoint {
  name: string;
  bytes: number;
  /** What is wrong with it; empty: nothing is. */
  damage: string[];
}

/** Reads every file of a checkpoint, or of all of them, and compares its hash. */
export async function checkCheckpoints(
  name: string | null,
  { emit, signal }: Reporting,
  library = libraryFolder(),
): Promise<CheckedCheckpoint[]> {
  const { entries, unreadable } = await readNames(library);
  const chosen = name === null ? entries : [await entryNamed(library, name)];
  const total = chosen.reduce((sum, entry) => sum + sizeOfEntry(entry), 0);
  let done = 0;
  const checked: CheckedCheckpoint[] = [];
  for (const entry of chosen) {
    const onBytes = (count: number): void => {
      done += count;
      emit({ type: 'progress', stage: `checking ${entry.name}`, done, total, unit: 'bytes' });
    };
    const damage = await damageOf(contentFolder(library, entry.hash), entry.hash, { signal, onBytes });
    checked.push({ name: entry.name, bytes: sizeOfEntry(entry), damage });
  }
  if (name !== null) return checked;
  return [...checked, ...unreadable.map((one) => ({ name: one.name, bytes: 0, damage: [one.problem] }))];
}

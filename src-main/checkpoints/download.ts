import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { tokenizerFiles } from '../text/tokenizer-files.ts';
import { checkArchitecture } from './architecture.ts';
import type { ContentHash } from './content-hash.ts';
import { type Absent, downloadFile } from './file-download.ts';
import { hubAddress } from './hub-request.ts';
import { readJsonFile } from './json-file.ts';
import { sentenceFiles } from './sentence-files.ts';
import { indexFile, indexSchema, isPlainName, wholeFile } from './weight-files.ts';

export interface DownloadProgress {
  file: string;
  /** Bytes. */
  done: number;
  /** null if the server does not say it. */
  total: number | null;
}

export interface DownloadOptions {
  /** Folder that keeps checkpoints, one folder each. */
  cache: string;
  /** Another address than CONTEXTURE_HUB or the public hub. */
  hub?: string | null;
  /** SHA-256 of files by name, where they are known beforehand. */
  pinned?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
  attempts?: number;
  waitMs?: number;
  stallMs?: number;
}

/**
 * Downloads a published checkpoint, `OWNER/NAME` or `OWNER/NAME@REVISION`, and returns its folder in the cache. The folder
 * appears when it is whole; one that was downloaded before is returned at once, one that was begun goes on.
 * @throws UserError that says which file is missing or wrong and what to do
 */
export async function downloadCheckpoint(name: string, options: DownloadOptions): Promise<string> {
  const hubName = parsedName(name);
  if (hubName === null) {
    throw new UserError(
      'use',
      `"${name}" is not the name of a checkpoint: write OWNER/NAME or OWNER/NAME@REVISION.`,
    );
  }
  const { repository, revision } = hubName;
  const folder = join(options.cache, folderOf(hubName));
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  await mkdir(part, { recursive: true });
  await new CheckpointDownload(name, repository, part, options).run(revision);
  await rename(part, folder);
  return folder;
}

/** The folder in a cache that a name is downloaded to; null: it is no name of the hub. */
export function cacheName(name: string): string | null {
  const hubName = parsedName(name);
  return hubName === null ? null : folderOf(hubName);
}

interface HubName {
  repository: string;
  revision: string;
}

function folderOf({ repository, revision }: HubName): string {
  return `${repository}${revision === 'main' ? '' : `@${revision}`}`.replaceAll('/', '--');
}

function parsedName(name: string): HubName | null {
  const [, repository, revision = 'main'] =
    /^([\w-][\w.-]*(?:\/[\w-][\w.-]*)?)(?:@([\w-][\w./-]*))?$/.exec(name) ?? [];
  return repository === undefined || name.includes('..') ? null : { repository, revision };
}

/** Files that say how the weights are used, and under which licence they are; none of them is always there. */
const smallFiles: readonly string[] = [...tokenizerFiles, ...sentenceFiles, 'README.md'];

function isCheckpointFile(name: string): boolean {
  if (name === indexFile || name.endsWith('.safetensors')) return true;
  return smallFiles.includes(name);
}

class CheckpointDownload {
  readonly #name: string;
  readonly #base: string;
  readonly #folder: string;
  readonly #options: DownloadOptions;

  constructor(name: string, repository: string, folder: string, options: DownloadOptions) {
    this.#name = name;
    this.#base = `${hubAddress(options.hub ?? null)}/${repository}/resolve`;
    this.#folder = folder;
    this.#options = options;
  }

  async run(revision: string): Promise<void> {
    // The configuration is asked for anew: its answer says which commit the revision is today.
    await rm(join(this.#folder, 'config.json'), { force: true });
    const config = await this.#fetch('config.json', revision);
    if ('status' in config) {
      throw new UserError(
        'use',
        `There is no checkpoint ${this.#name} at ${this.#base} (${config.status} for config.json), or it is not public.`,
      );
    }
    // Before the weights, which may be gigabytes.
    await checkArchitecture(join(this.#folder, 'config.json'));
    const commit = config.commit ?? revision;
    await this.#keepOnly(commit);
    for (const file of smallFiles) await this.#fetch(file, commit);
    if (!('status' in (await this.#fetch(wholeFile, commit)))) return;
    if ('status' in (await this.#fetch(indexFile, commit))) {
      throw new UserError(
        'input',
        `${this.#name} has neither ${wholeFile} nor ${indexFile}, and other formats are not read. ` +
          `A converted copy may be in a revision: try ${this.#name.split('@')[0]}@refs/pr/1`,
      );
    }
    const { weight_map: map } = await readJsonFile(join(this.#folder, indexFile), indexSchema);
    for (const file of new Set(Object.values(map))) {
      if (!isPlainName(file))
        throw new UserError(
          'input',
          `${this.#name}: ${indexFile} names the file ${file}, which is not allowed.`,
        );
      if ('status' in (await this.#fetch(file, commit))) {
        throw new UserError('input', `${this.#name}: ${indexFile} names ${file}, which is missing.`);
      }
    }
  }

  /** What was begun at another commit is thrown away, so that files never mix. Only files of a checkpoint are. */
  async #keepOnly(commit: string): Promise<void> {
    const note = join(this.#folder, 'commit.txt');
    const before = await readFile(note, 'utf8').catch(() => null);
    if (before !== null && before !== commit) {
      const begun = (await readdir(this.#folder, { recursive: true })).filter((path) => {
        const name = path.replaceAll('\\', '/').replace(/(?:\.part(?:\.etag)?)$/u, '');
        return name !== 'config.json' && isCheckpointFile(name);
      });
      for (const name of begun) await rm(join(this.#folder, name), { force: true });
    }
    await writeFile(note, commit);
  }

  async #fetch(file: string, revision: string): Promise<{ commit: string | null } | Absent> {
    const { signal, onProgress, pinned, attempts = 4, waitMs = 500, stallMs = 60_000 } = this.#options;
    const path = join(this.#folder, file);
    if (existsSync(path)) return { commit: null };
    const hex = pinned?.[file];
    const hash: ContentHash | null = hex === undefined ? null : { kind: 'sha256', hex };
    return downloadFile({
      address: `${this.#base}/${encodeURIComponent(revision)}/${file.split('/').map(encodeURIComponent).join('/')}`,
      path,
      hash,
      signal: signal ?? new AbortController().signal,
      onProgress: (done, total) => onProgress?.({ file, done, total }),
      attempts,
      waitMs,
      stallMs,
    });
  }
}

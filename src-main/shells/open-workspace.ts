import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { WorkspaceList } from '../api/types.ts';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { createJobHost, type JobHost } from '../jobs/host.ts';
import type { SpawnJobProcess } from '../jobs/connection.ts';
import { DamageWatch } from '../store/damage-watch.ts';
import { openStore } from '../store/open.ts';
import { type ReadableStore, isWritable, type WritableStore } from '../store/store.ts';
import { isWorkspace } from '../store/workspace-folder.ts';
import { forgetWorkspace, noteWorkspace, recentWorkspaces } from './recent-workspaces.ts';

export interface WorkspacesOptions {
  /** Folder of the workspace to begin with; made if there is none. */
  folder: string;
  spawn: SpawnJobProcess;
  /** Receives a line about what the user should know of a workspace. */
  say: (line: string) => void;
  /** File of the recent workspaces; null: none are kept. */
  recent: string | null;
  /** Whether another workspace may be opened from the window. */
  mayChange: boolean;
  /** Called for a workspace that can be written when it is opened; returns what is done when it is closed. */
  begin?: (store: WritableStore) => () => void;
  /** Called once another workspace is open. */
  onChange?: () => void;
}

interface Opened {
  store: ReadableStore;
  jobs: JobHost;
  damage: DamageWatch;
  /** What else is done when it is closed. */
  end: () => void;
}

/** The workspace that an application has open, with its jobs; another one can take its place. */
export class Workspaces {
  readonly #options: WorkspacesOptions;
  #open: Opened;

  /** @throws UserError when the workspace cannot be opened. */
  constructor(options: WorkspacesOptions) {
    this.#options = options;
    this.#open = this.#opened(options.folder);
  }

  get store(): ReadableStore {
    return this.#open.store;
  }

  get jobs(): JobHost {
    return this.#open.jobs;
  }

  get damage(): DamageWatch {
    return this.#open.damage;
  }

  list(): WorkspaceList {
    const { recent, mayChange } = this.#options;
    const current = this.store.dir;
    const others =
      recent === null || !mayChange ? [] : recentWorkspaces(recent).filter((folder) => folder !== current);
    return {
      current,
      mayChange,
      recent: others.map((folder) => ({ folder, isThere: isThere(folder) })),
    };
  }

  /**
   * Closes the workspace and opens another one in its place. An empty folder, or one that is not there yet, becomes a
   * new workspace.
   *
   * @throws UserError when the folder is no workspace and has other files in it, or while jobs are under way: the
   *   workspace that was open stays open.
   */
  async change(name: string): Promise<void> {
    const { mayChange, onChange } = this.#options;
    if (!mayChange) throw new UserError('use', 'Only this workspace is served here.');
    const folder = resolve(name);
    if (folder === this.store.dir) throw new UserError('use', `${folder} is already open.`);
    if (!isWorkspace(folder) && existsSync(folder) && readdirSync(folder).length > 0) {
      throw new UserError(
        'use',
        `${folder} is not a workspace, and it has other files in it. Choose a workspace, or an empty folder for a new one.`,
      );
    }
    const busy = this.jobs.list().filter(({ state }) => state === 'running' || state === 'queued').length;
    if (busy > 0) {
      throw new UserError(
        'use',
        `${counted(busy, 'job is', 'jobs are')} under way in this workspace. Open another one when ${busy === 1 ? 'it has' : 'they have'} ended, or cancel ${busy === 1 ? 'it' : 'them'} first.`,
      );
    }
    const before = this.#open;
    this.#open = this.#opened(folder);
    await close(before);
    onChange?.();
  }

  /** Takes a workspace off the list of recent ones. */
  forget(folder: string): void {
    if (this.#options.recent !== null) forgetWorkspace(this.#options.recent, folder);
  }

  /** Ends the jobs and closes the workspace. */
  close(): Promise<void> {
    return close(this.#open);
  }

  #opened(folder: string): Opened {
    const { spawn, say, recent, begin } = this.#options;
    const store = openStore(folder, { create: true, write: false });
    if (store.notice !== null) say(store.notice);
    else if (store.readOnly)
      say(`The workspace ${store.dir} is read-only: nothing can be imported or trained.`);
    if (recent !== null) noteWorkspace(recent, store.dir);
    const end = begin !== undefined && isWritable(store) ? begin(store) : () => {};
    return { store, jobs: createJobHost({ store, spawn }), damage: new DamageWatch(store, say), end };
  }
}

async function close({ store, jobs, damage, end }: Opened): Promise<void> {
  await jobs.close();
  damage.end();
  end();
  store.close();
}

function isThere(folder: string): boolean {
  try {
    return isWorkspace(folder);
  } catch {
    return false;
  }
}

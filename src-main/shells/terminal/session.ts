import type { Command } from 'commander';
import type { JobInput, JobKind, JobOutput } from '../../jobs/all.ts';
import type { JobContext } from '../../jobs/context.ts';
import { runJob } from '../../jobs/run.ts';
import type { JobUpdate } from '../../jobs/updates.ts';
import { type Access, making, openStore, type WriteAccess } from '../../store/open.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import { useConfiguredLibrary } from '../configured-library.ts';
import { defaultWorkspace } from '../workspace.ts';
import { globalOptions } from './global-options.ts';
import { createOutput, type Output } from './output.ts';

/** What every command has: its output, and the workspace, which is opened on first use. */
export interface Session<S extends ReadableStore = ReadableStore> {
  output: Output;
  workspace: string;
  store: () => S;
  /** Does work that can be cancelled and shows its progress. Ctrl+C cancels it; a second one ends the program. */
  job: <T>(body: (context: JobContext<S>) => Promise<T>) => Promise<T>;
  /** Runs a job in this process as `job` does. `onUpdate` receives what it reports. */
  run: <K extends JobKind>(
    kind: K,
    input: JobInput<K>,
    onUpdate?: (update: JobUpdate) => void,
  ) => Promise<JobOutput<K>>;
  /** The result of a short job, run in this process without progress. */
  ask: <K extends JobKind>(kind: K, input: JobInput<K>) => Promise<JobOutput<K>>;
  close: () => void;
}

export function openSession(command: Command, access: WriteAccess): Session<WritableStore>;
export function openSession(command: Command, access: Access): Session;
export function openSession(command: Command, access: Access): Session {
  const { workspace = defaultWorkspace(), ...options } = globalOptions(command);
  return createSession(workspace, createOutput(options), access);
}

/** The workspace of this process where it is not the default one, as the user named it. */
let named: string | null = null;

/** The workspace that commands have to name to work in the same one; null: none, since it is the default one. */
export function workspaceOption(): string | null {
  return named;
}

export function createSession(
  workspace: string,
  output: Output,
  access?: WriteAccess,
  shown?: string,
): Session<WritableStore>;
export function createSession(workspace: string, output: Output, access: Access): Session;
/** @param shown the workspace that messages name, if this is a copy of it */
export function createSession(
  workspace: string,
  output: Output,
  access: Access = making,
  shown: string = workspace,
): Session {
  named = shown === defaultWorkspace() ? null : shown;
  useConfiguredLibrary();
  let opened: ReadableStore | null = null;
  const store = () => {
    if (opened !== null) return opened;
    opened = openStore(workspace, access);
    if (opened.notice !== null) output.note(opened.notice);
    return opened;
  };
  /** A job that needs no workspace does not open one. */
  const contextOf = (context: Omit<JobContext, 'store'>): JobContext => ({
    ...context,
    get store() {
      return store();
    },
  });
  const job: Session['job'] = async (body) => {
    const controller = new AbortController();
    const cancel = () => controller.abort(new Error('cancelled'));
    process.once('SIGINT', cancel);
    const { emit, end } = output.follow();
    try {
      return await body(contextOf({ emit, signal: controller.signal }));
    } finally {
      end();
      process.off('SIGINT', cancel);
    }
  };
  return {
    output,
    workspace,
    store,
    job,
    run: (kind, input, onUpdate = () => {}) =>
      job(({ emit, signal }) => {
        const report = (update: JobUpdate): void => {
          onUpdate(update);
          emit(update);
        };
        return runJob(kind, input, contextOf({ emit: report, signal }));
      }),
    ask: (kind, input) =>
      runJob(kind, input, contextOf({ emit: () => {}, signal: new AbortController().signal })),
    close: () => opened?.close(),
  };
}

import type { Command } from 'commander';
import type { JobContext } from '../../jobs/context.ts';
import { type Access, making, openStore, type WriteAccess } from '../../store/open.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import { defaultWorkspace } from '../workspace.ts';
import { globalOptions } from './global-options.ts';
import { createOutput, type Output } from './output.ts';

/** What every command has: its output, and the workspace, which is opened on first use. */
export interface Session<S extends ReadableStore = ReadableStore> {
  output: Output;
  workspace: string;
  store: () => S;
  /** Runs a job in this process and shows its progress. Ctrl+C cancels it; a second one ends the program. */
  job: <T>(body: (context: JobContext<S>) => Promise<T>) => Promise<T>;
  close: () => void;
}

export function openSession(command: Command, access: WriteAccess): Session<WritableStore>;
export function openSession(command: Command, access: Access): Session;
export function openSession(command: Command, access: Access): Session {
  const { workspace = defaultWorkspace(), ...options } = globalOptions(command);
  return createSession(workspace, createOutput(options), access);
}

export function createSession(
  workspace: string,
  output: Output,
  access?: WriteAccess,
): Session<WritableStore>;
export function createSession(workspace: string, output: Output, access: Access): Session;
export function createSession(workspace: string, output: Output, access: Access = making): Session {
  let opened: ReadableStore | null = null;
  const store = () => {
    if (opened !== null) return opened;
    opened = openStore(workspace, access);
    if (opened.notice !== null) output.note(opened.notice);
    return opened;
  };
  return {
    output,
    workspace,
    store,
    job: async (body) => {
      const controller = new AbortController();
      const cancel = () => controller.abort(new Error('cancelled'));
      process.once('SIGINT', cancel);
      const { emit, end } = output.follow();
      try {
        return await body({ store: store(), emit, signal: controller.signal });
      } finally {
        end();
        process.off('SIGINT', cancel);
      }
    },
    close: () => opened?.close(),
  };
}

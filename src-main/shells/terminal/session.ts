import type { Command } from 'commander';
import type { JobContext } from '../../jobs/context.ts';
import { type Access, making, openStore, type Store } from '../../store/open.ts';
import { defaultWorkspace } from '../workspace.ts';
import { globalOptions } from './global-options.ts';
import { createOutput, type Output } from './output.ts';

/** What every command has: its output, and the workspace, which is opened on first use. */
export interface Session {
  output: Output;
  workspace: string;
  store: () => Store;
  /** Runs a job in this process and shows its progress. Ctrl+C cancels it; a second one ends the program. */
  job: <T>(body: (context: JobContext) => Promise<T>) => Promise<T>;
  close: () => void;
}

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

export function createSession(workspace: string, output: Output, access = making): Session {
  named = workspace === defaultWorkspace() ? null : workspace;
  let opened: Store | null = null;
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

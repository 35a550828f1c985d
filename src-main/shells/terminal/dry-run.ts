import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { copyDatabase } from '../../store/copy.ts';
import { making } from '../../store/open.ts';
import type { WritableStore } from '../../store/store.ts';
import { defaultWorkspace } from '../workspace.ts';
import { globalOptions } from './global-options.ts';
import { createOutput } from './output.ts';
import { type Session, createSession } from './session.ts';

/**
 * A session on a copy of the workspace, which goes when the command ends: what the command says is what it would do, and
 * nothing of it is stored.
 */
export async function withCopy(
  body: (session: Session<WritableStore>) => Promise<void>,
  command: Command,
): Promise<void> {
  const { workspace = defaultWorkspace(), ...options } = globalOptions(command);
  const output = createOutput(options);
  const folder = await mkdtemp(join(tmpdir(), 'contexture-dry-run-'));
  try {
    await copyDatabase(workspace, folder);
    const session = createSession(folder, output, making, workspace);
    try {
      await body(session);
    } finally {
      session.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

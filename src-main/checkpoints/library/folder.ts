import { join, resolve } from 'node:path';
import { projectFolder } from '../../user-data.ts';

/**
 * The folder that keeps checkpoints, once for all workspaces: `CONTEXTURE_CHECKPOINTS`, or else `checkpoints` in the
 * project's own folder.
 */
export function libraryFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['CONTEXTURE_CHECKPOINTS'];
  return named !== undefined && named !== '' ? resolve(named) : builtInLibrary(env);
}

/** The library if nothing else is configured. */
export function builtInLibrary(env: NodeJS.ProcessEnv): string {
  return join(projectFolder(env), 'checkpoints');
}

/** The file that says what a name stands for. */
export function entryFile(library: string, name: string): string {
  return join(library, 'names', `${encodeURIComponent(name)}.json`);
}

/** The files of a checkpoint, by the hash of their content. */
export function contentFolder(library: string, hash: string): string {
  return join(library, 'content', hash);
}

/** What a checkpoint costs on the machines that measured it. */
export function measuredFile(library: string, hash: string): string {
  return join(library, 'measured', `${hash}.json`);
}

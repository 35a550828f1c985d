import { join } from 'node:path';
import { readConfiguration } from './configuration.ts';
import { projectFolder } from './user-data.ts';

/**
 * The workspace folder where nobody named one: `CONTEXTURE_WORKSPACE`, else what the configuration file says, else the
 * folder that Electron calls `userData`, so that the desktop, the browser and the command line open the same one.
 *
 * @throws UserError where the configuration file has to be asked and is wrong.
 */
export function defaultWorkspace(env: NodeJS.ProcessEnv = process.env): string {
  return namedWorkspace(env) ?? builtInWorkspace(env);
}

/** The workspace that the environment or the configuration file names; null: neither does. */
export function namedWorkspace(env: NodeJS.ProcessEnv): string | null {
  const named = env['CONTEXTURE_WORKSPACE'];
  return named !== undefined && named !== '' ? named : readConfiguration(env).workspace;
}

/** Where the workspace lies unless somebody says otherwise. */
export function builtInWorkspace(env: NodeJS.ProcessEnv): string {
  return join(projectFolder(env), 'workspace');
}

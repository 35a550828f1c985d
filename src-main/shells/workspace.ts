import { join } from 'node:path';
import { readConfiguration } from './configuration.ts';
import { projectFolder } from '../user-data.ts';

/**
 * The default workspace folder: `CONTEXTURE_WORKSPACE`, or else the one in the configuration file, or else the folder
 * that Electron calls `userData`, so that the desktop, the browser and the command line open the same one.
 *
 * @throws UserError if the configuration file has to be read and is wrong.
 */
export function defaultWorkspace(env: NodeJS.ProcessEnv = process.env): string {
  return namedWorkspace(env) ?? builtInWorkspace(env);
}

/** The workspace that the environment or the configuration file names; null: neither does. */
export function namedWorkspace(env: NodeJS.ProcessEnv): string | null {
  const named = env['CONTEXTURE_WORKSPACE'];
  return named !== undefined && named !== '' ? named : readConfiguration(env).workspace;
}

/** The workspace folder if nothing else is configured. */
export function builtInWorkspace(env: NodeJS.ProcessEnv): string {
  return join(projectFolder(env), 'workspace');
}

import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The workspace folder where nobody named one: `CONTEXTURE_WORKSPACE`, else the folder that Electron calls
 * `userData`, so that the desktop, the browser and the command line open the same one.
 */
export function defaultWorkspace(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['CONTEXTURE_WORKSPACE'];
  if (named !== undefined && named !== '') return named;
  return join(dataFolder(env), 'workspace');
}

/** The folder of the user's data that is Contexture's: the default workspace and those of the demo lie in it. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(userData(env), 'contexture');
}

function userData(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (process.platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  const config = env['XDG_CONFIG_HOME'];
  return config !== undefined && config !== '' ? config : join(homedir(), '.config');
}

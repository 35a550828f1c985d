import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of the user's applications, as Electron finds it; the project's own folder in it is `contexture`. */
export function projectFolder(env: NodeJS.ProcessEnv): string {
  return join(userData(env), 'contexture');
}

function userData(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (process.platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  const config = env['XDG_CONFIG_HOME'];
  return config !== undefined && config !== '' ? config : join(homedir(), '.config');
}

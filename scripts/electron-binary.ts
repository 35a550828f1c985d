import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../node_modules/electron');

/** Path of Electron's binary if it is there. (`require('electron')` would fetch it, and throw where it cannot.) */
export function electronBinary(): string | null {
  const note = join(folder, 'path.txt');
  if (!existsSync(note)) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  const binary = join(dist, readFileSync(note, 'utf8'));
  return existsSync(binary) ? binary : null;
}

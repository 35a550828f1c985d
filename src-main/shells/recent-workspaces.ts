import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../user-data.ts';

const MOST = 10;
const schema = z.object({ folders: z.array(z.string().min(1)) });

/**
 * The file that keeps the list: `recent-workspaces.json` in the project's own folder; null: with an empty
 * `CONTEXTURE_CONFIG`, nothing of the user's own is read or kept.
 */
export function recentFile(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env['CONTEXTURE_CONFIG'] === '') return null;
  return join(projectFolder(env), 'recent-workspaces.json');
}

/** The folders of the workspaces that were opened last, the latest first. A list that cannot be read is empty. */
export function recentWorkspaces(file: string): string[] {
  try {
    const { folders } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return folders.filter((folder) => !isGoneForGood(folder)).slice(0, MOST);
  } catch {
    return [];
  }
}

/** What is gone from the system's temporary folder does not come back; elsewhere a drive may come back with it. */
function isGoneForGood(folder: string): boolean {
  return folder.startsWith(tmpdir() + sep) && !existsSync(folder);
}

/** Puts a workspace at the head of the list. A list that cannot be kept hinders nobody from working. */
export function noteWorkspace(file: string, folder: string): void {
  const folders = [folder, ...recentWorkspaces(file).filter((other) => other !== folder)].slice(0, MOST);
  store(file, folders);
}

/** Takes a workspace off the list; the workspace itself stays as it is. */
export function forgetWorkspace(file: string, folder: string): void {
  store(
    file,
    recentWorkspaces(file).filter((other) => other !== folder),
  );
}

function store(file: string, folders: readonly string[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Written whole or not at all, since two applications may be open.
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify({ folders }, null, 2)}\n`);
    renameSync(fresh, file);
  } catch (error) {
    console.error('The list of recent workspaces could not be kept.', error);
  }
}

/** What the parts of the test of trust do with workspaces. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { checkWorkspace } from '../../src-main/integrity/check-workspace.ts';
import { openStore, writing } from '../../src-main/store/open.ts';
import { databaseOf } from '../../src-main/store/workspace-folder.ts';

const root = join(import.meta.dirname, '../..');
export const sample = join(root, 'resources/sample');

/** How a command ended; `signal`: it was killed. */
export interface Ended {
  code: number | null;
  signal: string | null;
  /** Standard error. */
  said: string;
}

/** Starts a command of the terminal in a process of its own. */
export function start(workspace: string, ...args: string[]): ChildProcess {
  return startWith({}, workspace, ...args);
}

/** The same, with other variables of the environment too. */
export function startWith(env: NodeJS.ProcessEnv, workspace: string, ...args: string[]): ChildProcess {
  const cli = join(root, 'src-main/shells/cli.ts');
  return spawn(process.execPath, [cli, ...args, '--workspace', workspace, '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // What this machine's user has configured is not tried here.
    env: { ...process.env, CONTEXTURE_CONFIG: '', ...env },
  });
}

/** When a process is killed: so many milliseconds after a file is there that it makes, or something can be seen. */
export interface Kill {
  sign: string | (() => boolean);
  after: number;
}

/** Waits for the end of a process, and kills it before if that is asked for. `ms`: from the sign to the end. */
export async function end(child: ChildProcess, kill: Kill | null = null): Promise<Ended & { ms: number }> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  let begun = performance.now();
  let timer: NodeJS.Timeout | null = null;
  const look = setInterval(() => {
    if (kill === null) return;
    if (!(typeof kill.sign === 'string' ? existsSync(kill.sign) : kill.sign())) return;
    clearInterval(look);
    begun = performance.now();
    timer = setTimeout(() => child.kill('SIGKILL'), kill.after);
  }, 2);
  const [code, signal]: (number | string | null)[] = await once(child, 'close');
  clearInterval(look);
  if (timer !== null) clearTimeout(timer);
  return {
    code: typeof code === 'number' ? code : null,
    signal: typeof signal === 'string' ? signal : null,
    said: said.trim(),
    ms: performance.now() - begun,
  };
}

/** Columns that say when and where something was done, which differs each time. */
const passing = new Set([
  'imported_at',
  'deleted_at',
  'created_at',
  'seconds',
  'path',
  'host',
  'pid',
  'remedies',
]);

/** A hash of all rows, but for when and where they were stored, and for the bin, which has such times in its rows. */
export function contentHash(workspace: string, tables?: readonly string[]): string {
  const db = new SQLite(databaseOf(workspace), { readonly: true });
  try {
    const names =
      tables ??
      db
        .prepare<[], string>(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'deleted_row' ORDER BY name",
        )
        .pluck()
        .all();
    const hash = createHash('sha256');
    for (const name of names) {
      const rows = db.prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`).all();
      // In whatever order they lie in the table: one that was brought back lies at its end.
      const lines = rows.map((row) =>
        JSON.stringify(Object.entries(row).filter(([column]) => !passing.has(column))),
      );
      for (const line of lines.toSorted()) hash.update(name + line);
    }
    return hash.digest('hex');
  } finally {
    db.close();
  }
}

/** What a check of a workspace finds, as sentences. */
export async function findings(workspace: string): Promise<string[]> {
  const store = openStore(workspace, writing);
  try {
    return (await checkWorkspace(store)).findings.map(({ message }) => message);
  } finally {
    store.close();
  }
}

/** Files that somebody began to write, and did not finish. */
export function unfinished(workspace: string): string[] {
  if (!existsSync(workspace)) return [];
  return readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:part|new)$/.test(name),
  );
}

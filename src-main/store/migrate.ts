import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { UserError } from '../errors.ts';
import { isAlive } from './is-alive.ts';
import { migrations } from './migrations/all.ts';
import { anotherWorkspace } from './workspace-folder.ts';
import type { Migration } from './migrations/migration.ts';

function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Whether a database has the newest schema.
 *
 * @throws UserError when the database was written by a newer version of the application.
 */
export function isMigrated(db: Database, steps: readonly Migration[] = migrations): boolean {
  const newest = steps.at(-1)?.version ?? 0;
  const found = schemaVersion(db);
  if (found > newest) {
    throw new UserError(
      'use',
      `${db.name} has schema ${found}, written by a newer version of Contexture; this version supports schemas up to ${newest}. ` +
        'Update Contexture, or use another workspace.',
      { remedies: anotherWorkspace },
    );
  }
  return found === newest;
}

/**
 * Brings a database to the newest schema, in one transaction. An existing one is first copied to
 * `FILE.before-schema-VERSION`, beside it, unless it is a copy itself.
 *
 * @throws UserError when the database was written by a newer version of the application.
 */
export function migrate(db: Database, steps: readonly Migration[] = migrations, isCopy = false): void {
  if (isMigrated(db, steps)) return;
  const found = schemaVersion(db);
  if (found > 0 && !isCopy) backUp(db, found);
  db.transaction(() => {
    // Another process may have migrated between the look above and the lock.
    const current = schemaVersion(db);
    for (const step of steps) {
      if (step.version <= current) continue;
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    }
  }).immediate();
}

/** The copy has its name only once it is whole: what a process that was killed left is not taken for one. */
function backUp(db: Database, version: number): void {
  const name = `${db.name}.before-schema-${version}`;
  let target = name;
  for (let n = 2; existsSync(target); n++) target = `${name}.${n}`;
  removeUnfinished(`${name}.`);
  const part = `${name}.${process.pid}.part`;
  db.prepare('VACUUM INTO ?').run(part);
  const file = openSync(part, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, target);
}

function removeUnfinished(name: string): void {
  const folder = dirname(name);
  const left = readdirSync(folder).filter(
    (file) =>
      file.startsWith(basename(name)) && /^\d+\.part(?:-journal)?$/.test(file.slice(basename(name).length)),
  );
  // Another process may be writing its own just now.
  for (const file of left) {
    const pid = Number.parseInt(file.slice(basename(name).length), 10);
    if (pid === process.pid || !isAlive(pid)) rmSync(join(folder, file), { force: true });
  }
}

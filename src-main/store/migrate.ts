import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { UserError } from '../errors.ts';
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

function backUp(db: Database, version: number): void {
  let target = `${db.name}.before-schema-${version}`;
  for (let n = 2; existsSync(target); n++) target = `${db.name}.before-schema-${version}.${n}`;
  db.prepare('VACUUM INTO ?').run(target);
}

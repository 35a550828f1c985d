/**
 * Opens a workspace whose schema is old, and is killed where a step of the schema begins or has just been made.
 *
 * usage: node die-in-step.ts WORKSPACE VERSION begin|end
 */
import SQLite from 'better-sqlite3';
import { migrate } from '../../src-main/store/migrate.ts';
import { migrations } from '../../src-main/store/migrations/all.ts';
import { databaseOf } from '../../src-main/store/workspace-folder.ts';

const [workspace = '', version = '', where = 'begin'] = process.argv.slice(2);
const db = new SQLite(databaseOf(workspace));
db.pragma('journal_mode = WAL');
// So that the log has pages of the transaction that is never committed.
db.pragma('cache_size = 1');
db.function('killed', { directOnly: false }, () => {
  process.kill(process.pid, 'SIGKILL');
  return null;
});
migrate(
  db,
  migrations.map((step) => {
    if (step.version !== Number(version)) return step;
    const kill = 'SELECT killed();';
    return { ...step, sql: where === 'begin' ? `${kill} ${step.sql}` : `${step.sql}; ${kill}` };
  }),
);

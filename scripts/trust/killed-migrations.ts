import { hash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Random } from '../../src-main/random.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { migrations } from '../../src-main/store/migrations/all.ts';
import { openStore, reading, writing } from '../../src-main/store/open.ts';
import { databaseOf } from '../../src-main/store/workspace-folder.ts';
import { unpackedFixture } from './fixture.ts';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, start, unfinished } from './workspace.ts';

const newest = migrations.at(-1)!.version;

/**
 * Openings of a workspace of an earlier version that are killed: at the beginning and the end of every step of the
 * schema, from that of 0.1.0 on with its data, and at random moments, while the copy is made too.
 */
export async function killedMigrations(times: number, random: Random): Promise<Report> {
  const report = newReport('changes of the schema killed on the way');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const old = unpackedFixture(folder);
  const first = versionOf(old);
  const whole = join(folder, 'whole');
  cpSync(old, whole, { recursive: true });
  openStore(whole, writing).close();
  const wanted = contentHash(whole);
  const workspace = join(folder, 'try');

  /** The workspace opens as if nothing had been; what was copied before is whole, and nothing else is left. */
  const look = async (what: string, hash: string, before: number): Promise<void> => {
    report.tries++;
    const lose = (how: string): void => void report.losses.push(`${what}: ${how}`);
    openStore(workspace, writing).close();
    if (contentHash(workspace) !== hash) lose('the second opening has other rows');
    for (const one of await findings(workspace)) lose(one);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    const copies = readdirSync(workspace).filter((name) => name.includes('.before-schema-'));
    if (copies.length === 0) lose('there is no copy of what was before');
    for (const copy of copies) {
      const problem = problemOfCopy(join(workspace, copy), before);
      if (problem !== null) lose(`${copy} ${problem}`);
    }
    rmSync(workspace, { recursive: true });
  };

  for (let version = 2; version <= newest; version++) {
    // Steps before those of 0.1.0 were never made on its data.
    const from = version > first ? old : null;
    for (const where of ['begin', 'end']) {
      const before = from === null ? version - 1 : first;
      if (from === null) earlierWorkspace(workspace, before);
      else cpSync(from, workspace, { recursive: true });
      const hash = from === null ? hashAfter(workspace) : wanted;
      const { signal } = spawnSync(process.execPath, [
        join(import.meta.dirname, 'die-in-step.ts'),
        workspace,
        String(version),
        where,
      ]);
      const what = `schema ${version}, killed at its ${where}`;
      if (signal === null) report.losses.push(`${what}: it was not killed`);
      count(report, 'killed in a step');
      await look(what, hash, before);
    }
  }

  cpSync(old, workspace, { recursive: true });
  const { ms } = await end(start(workspace, 'sources', '--json'));
  rmSync(workspace, { recursive: true });
  for (let i = 0; i < times; i++) {
    cpSync(old, workspace, { recursive: true });
    const after = random.uniform() * ms;
    const { signal } = await end(start(workspace, 'sources', '--json'), { sign: databaseOf(old), after });
    count(report, signal === null ? 'ended before' : 'killed at random');
    await look(`try ${i}, killed after ${after.toFixed(0)} ms`, wanted, first);
  }
  rmSync(folder, { recursive: true });
  return report;
}

function versionOf(workspace: string): number {
  const db = new SQLite(databaseOf(workspace), { readonly: true });
  try {
    return Number(db.pragma('user_version', { simple: true }));
  } finally {
    db.close();
  }
}

/** A workspace of a schema before that of 0.1.0, with a text. */
function earlierWorkspace(workspace: string, version: number): void {
  mkdirSync(workspace);
  // As keys were before schema 16.
  const key = hash('sha1', 'null\0null\0a text', 'hex').slice(0, 32);
  const db = new SQLite(databaseOf(workspace));
  db.pragma('journal_mode = WAL');
  migrate(db, migrations.slice(0, version));
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'texts', 'topic', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (1, x'${key}', 1, 0, 0, 0, 'a text', 'a text', 1, 1);
    INSERT INTO document_text (rowid, text) VALUES (1, 'a text');
    INSERT INTO label (document_id, scheme, origin, value, source_file, line, created_at)
      VALUES (1, 'topic', 'import', 'Earnings', 1, 1, 0)`);
  db.close();
}

/** What an opening that nobody kills makes of a workspace; it is put back as it was. */
function hashAfter(workspace: string): string {
  const copy = `${workspace}-whole`;
  cpSync(workspace, copy, { recursive: true });
  openStore(copy, reading).close();
  const hash = contentHash(copy);
  rmSync(copy, { recursive: true });
  return hash;
}

function problemOfCopy(path: string, version: number): string | null {
  const db = new SQLite(path, { readonly: true });
  try {
    if (Number(db.pragma('user_version', { simple: true })) !== version) return 'has another schema';
    return db.pragma('integrity_check', { simple: true }) === 'ok' ? null : 'is damaged';
  } catch (error) {
    return `cannot be read: ${String(error)}`;
  } finally {
    db.close();
  }
}

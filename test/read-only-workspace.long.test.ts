/** A workspace that may be read and not written is read, and left as it is. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../src-main/store/open.ts';
import { migrate } from '../src-main/store/migrate.ts';
import { migrations } from '../src-main/store/migrations/all.ts';
import { importFile } from '../src-main/ingest/import.ts';
import { createRun } from '../src-main/store/runs.ts';
import SQLite from 'better-sqlite3';
import { type Answer, commandLine, contexture } from './support/command.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let folder: string;
let workspace: string;
/** Where the command line puts what it needs for a moment. */
let temporary: string;

const sample = join(import.meta.dirname, '../resources/sample');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-read-only-'));
  // Everybody may look into it, as into a folder that a colleague shares.
  chmodSync(folder, 0o755);
  workspace = join(folder, 'workspace');
  temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  chmodSync(temporary, 0o777);
  const store = openStore(workspace);
  await importFile(store, join(sample, 'stockerbot-sample.csv'), { as: null, labels: null });
  await importFile(store, join(sample, 'sentiment.csv'), { as: null, labels: 'sentiment' });
  store.close();
  const training = ['train', 'contextual-sentiment', '--set', 'epochs=1', '--workspace', workspace];
  const { status, err } = contexture(...training);
  if (status !== 0) throw new Error(err);
  // A run whose process is gone: listing it where it can be written marks it as failed.
  const again = openStore(workspace);
  const run = createRun(again, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  again.db.prepare('UPDATE run SET pid = ? WHERE id = ?').run(pid, run);
  again.close();
});

afterAll(() => {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, String(name));
    if (statSync(path).isDirectory()) chmodSync(path, 0o755);
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command line as a user who may not write to the copies; root may write to everything. */
function asReader(dir: string, ...args: string[]): Answer {
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...args, '--workspace', dir], {
    encoding: 'utf8',
    cwd: tmpdir(),
    env: { ...process.env, HOME: folder, TMPDIR: temporary, ORT_DISABLE_TELEMETRY: '1' },
    ...user,
  });
  return { status, out: stdout, err: stderr };
}

/** A copy of the workspace, changed, that nobody has the right to write to. */
function copy(name: string, change: (dir: string) => void = () => {}): string {
  const dir = join(folder, name);
  cpSync(workspace, dir, { recursive: true });
  change(dir);
  for (const path of [dir, ...readdirSync(dir, { recursive: true }).map((name) => join(dir, String(name)))]) {
    chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
  }
  return dir;
}

function whyNot(): string | null {
  if (process.platform === 'win32') return 'Windows has other rights';
  const probe = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const { status } = spawnSync(process.execPath, ['--check', commandLine], probe);
  return status === 0 ? null : `the user ${NOBODY} may not read ${commandLine}`;
}

const hindrance = whyNot();

describe.skipIf(hindrance !== null)(
  `files without the right to write${hindrance ? ` (${hindrance})` : ''}`,
  () => {
    const reads: string[][] = [
      ['companies'],
      ['runs'],
      ['sources'],
      ['rejects'],
      ['context', '--company', 'PLRQ', '--at', '2024-03-12'],
      ['evaluate', '1'],
      ['predict', '1', '--text', 'earned ten cents a share'],
      ['label', '1', '--dry-run'],
      ['forget', '--bin'],
      ['search', 'the'],
      ['check'],
      ['doctor'],
    ];

    it.each([
      ['at rest', () => {}],
      ['whose log was not taken in', leaveLog],
      ['whose log has no index', (dir: string) => leaveLog(dir, true)],
    ])('a workspace %s is listed, and nothing in it changes', (name, change) => {
      const dir = copy(name.replaceAll(' ', '-'), change);
      const before = listing(dir);
      // All that reads opens the workspace in one way; so where it was left open, two are enough.
      for (const args of name === 'at rest' ? reads : reads.slice(0, 2)) {
        const answer = asReader(dir, ...args);
        // Where there is a log without its index, it is said that a copy is read; what takes a while is named, and so
        // is a simple model that is ahead of a run of one epoch.
        const complaint = answer.err
          .replace(/^.*temporary copy is read instead\.\n/, '')
          .replaceAll(/^.* …\n/gm, '')
          .replaceAll(/^A simple model is more accurate .*\n/gm, '');
        expect({ args, status: answer.status, complaint }).toEqual({ args, status: 0, complaint: '' });
      }
      const expected = openStore(workspace);
      const companies = expected.db.prepare('SELECT count(*) FROM company').pluck().get();
      expected.close();
      const { out } = asReader(dir, 'companies', '--json');
      expect((JSON.parse(out) as { companies: unknown[] }).companies).toHaveLength(Number(companies));
      expect(listing(dir)).toEqual(before);
      expect(readdirSync(temporary)).toEqual([]);
    });

    it('what was in the log is read', () => {
      for (const name of ['whose-log-was-not-taken-in', 'whose-log-has-no-index']) {
        const { out } = asReader(join(folder, name), 'companies');
        expect(out).toContain('tickers with prices but no texts: 1 (LOGGED)');
      }
    });

    it('what stores something is refused before it begins', () => {
      const dir = copy('refused');
      for (const args of [
        ['import', join(sample, 'sentiment.csv')],
        ['train', 'topic'],
        ['label', '1'],
        ['learning-curve', 'topic'],
        ['forget', '--empty-bin'],
        ['check', '--repair'],
      ]) {
        const { status, out, err } = asReader(dir, ...args);
        expect({ status, out }).toEqual({ status: 2, out: '' });
        expect(err).toMatch(/^contexture: The workspace .*refused is read-only: its folder is not writable/);
      }
    });

    it('a workspace of an older version is read as a copy, which is said', () => {
      const dir = join(folder, 'older');
      mkdirSync(dir);
      const db = new SQLite(join(dir, 'contexture.db'));
      migrate(db, migrations.slice(0, 3));
      db.close();
      chmodSync(dir, 0o555);
      const { status, err } = asReader(dir, 'runs');
      expect(status).toBe(0);
      expect(err).toBe(
        `The workspace ${dir} is read-only, and it was written by an older version of Contexture: a temporary copy is read instead.\n`,
      );
      expect(readdirSync(dir)).toEqual(['contexture.db']);
    });

    it('a database that may not even be read is named', () => {
      const dir = copy('secret');
      chmodSync(join(dir, 'contexture.db'), 0o000);
      const { status, err } = asReader(dir, 'runs');
      expect(status).toBe(2);
      expect(err).toMatch(/cannot be read: you do not have permission to read .*contexture\.db/);
    });

    it('a workspace that its owner is writing to is read as it stands', () => {
      const dir = join(folder, 'busy');
      cpSync(workspace, dir, { recursive: true });
      const store = openStore(dir);
      store.db.prepare("INSERT INTO company (symbol) VALUES ('BUSY')").run();
      store.db
        .prepare(
          "INSERT INTO price (company_id, day, close, source_file, line) SELECT id, '2018-01-02', 1, 1, 1 FROM company WHERE symbol = 'BUSY'",
        )
        .run();
      const { status, out, err } = asReader(dir, 'companies');
      expect({ status, err }).toEqual({ status: 0, err: '' });
      expect(out).toContain('(BUSY)');
      store.close();
    });
  },
);

describe('a read-only file system', () => {
  it('is read, and not written, by root too', ({ skip }) => {
    const at = join(folder, 'mounted');
    mkdirSync(at, { recursive: true });
    const mounted = (command: string): Answer => {
      const script = `mount --bind "${workspace}" "${at}" && mount -o remount,ro,bind "${at}" && ${command}`;
      const { status, stdout, stderr } = spawnSync('unshare', ['--mount', 'sh', '-c', script], {
        encoding: 'utf8',
      });
      return { status, out: stdout ?? '', err: stderr ?? '' };
    };
    if (!isRoot || mounted('true').status !== 0) {
      skip('only root may mount a folder as read-only, and not in every container');
      return;
    }
    const run = `"${process.execPath}" "${commandLine}"`;
    const before = listing(workspace);
    const read = mounted(`${run} companies --workspace "${at}"`);
    expect({ status: read.status, err: read.err }).toEqual({ status: 0, err: '' });
    const written = mounted(`${run} import "${join(sample, 'sentiment.csv')}" --workspace "${at}"`);
    expect(written.status).toBe(2);
    expect(written.err).toContain('is read-only: it is on a read-only file system');
    expect(listing(workspace)).toEqual(before);
  });
});

/** A process that is killed leaves its log beside the database. */
function leaveLog(dir: string, withoutIndex = false): void {
  const script = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../src-main/store/open.ts'))};
    const { db } = openStore(${JSON.stringify(dir)});
    db.prepare("INSERT INTO company (symbol) VALUES ('LOGGED')").run();
    db.prepare("INSERT INTO price (company_id, day, close, source_file, line) SELECT id, '2018-01-02', 1, 1, 1 FROM company WHERE symbol = 'LOGGED'").run();
    process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(statSync(join(dir, 'contexture.db-wal')).size).toBeGreaterThan(0);
  if (withoutIndex) rmSync(join(dir, 'contexture.db-shm'));
}

function listing(dir: string): [name: string, bytes: number, modified: number][] {
  return readdirSync(dir).map((name) => {
    const { size, mtimeMs } = statSync(join(dir, name));
    return [name, size, mtimeMs];
  });
}

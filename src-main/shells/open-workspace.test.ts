import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { Workspaces, type WorkspacesOptions } from './open-workspace.ts';

let folder: string;
let workspaces: Workspaces | null;
let changes: number;
let ended: string[];

beforeEach(() => {
  folder = temporaryFolder();
  workspaces = null;
  changes = 0;
  ended = [];
});

afterEach(() => workspaces?.close());

function open(options: Partial<WorkspacesOptions> = {}): Workspaces {
  workspaces = new Workspaces({
    folder: join(folder, 'first'),
    spawn: () => {
      throw new Error('no process is started here');
    },
    say: () => {},
    recent: join(folder, 'recent.json'),
    mayChange: true,
    begin: (store) => () => void ended.push(store.dir),
    onChange: () => void (changes += 1),
    ...options,
  });
  return workspaces;
}

it('another workspace takes the place of the one that is open, and both are listed', async () => {
  const all = open();
  const before = all.store;
  await all.change(join(folder, 'second'));
  expect(all.store.dir).toBe(join(folder, 'second'));
  expect(all.jobs.list()).toEqual([]);
  expect(() => before.db.prepare('SELECT 1').get()).toThrow(/not open/);
  expect([changes, ended]).toEqual([1, [join(folder, 'first')]]);
  expect(all.list()).toEqual({
    current: join(folder, 'second'),
    mayChange: true,
    recent: [{ folder: join(folder, 'first'), isThere: true }],
  });
  all.forget(join(folder, 'first'));
  expect(all.list().recent).toEqual([]);
  expect(existsSync(join(folder, 'first/contexture.db'))).toBe(true);
});

it('a workspace stays open when the other one cannot be opened', async () => {
  mkdirSync(join(folder, 'photos'));
  writeFileSync(join(folder, 'photos/cat.jpg'), '');
  writeFileSync(join(folder, 'file'), '');
  const all = open();
  await expect(all.change(join(folder, 'photos'))).rejects.toThrow(
    /is not a workspace, and it has other files/,
  );
  await expect(all.change(join(folder, 'file'))).rejects.toThrow(/is a file; a workspace is a folder/);
  await expect(all.change(join(folder, 'first'))).rejects.toThrow(/is already open/);
  expect(all.store.db.prepare('SELECT 1').pluck().get()).toBe(1);
  expect([changes, ended]).toEqual([0, []]);
});

it('a workspace is not left while a job waits in it', async () => {
  const all = open({
    spawn: () => ({
      pid: undefined,
      send: () => {},
      onMessage: () => {},
      onExit: (listener) => void setTimeout(() => listener({ code: 0, signal: null }), 300),
      end: () => {},
      kill: () => {},
    }),
  });
  all.jobs.start('checkpoint-check', { name: null });
  await expect(all.change(join(folder, 'second'))).rejects.toThrow(/^1 job is under way in this workspace\./);
  expect(all.store.dir).toBe(join(folder, 'first'));
});

it('where one folder alone is served, no other is opened or named', async () => {
  writeFileSync(join(folder, 'recent.json'), JSON.stringify({ folders: [join(folder, 'secret')] }));
  const all = open({ mayChange: false });
  expect(all.list()).toMatchObject({ mayChange: false, recent: [] });
  await expect(all.change(join(folder, 'second'))).rejects.toThrow('Only this workspace is served here.');
});

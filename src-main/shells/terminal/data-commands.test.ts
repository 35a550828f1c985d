import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../../test/support/workspace.ts';
import { endLease } from '../../store/lease.ts';
import { createRun, updateRun } from '../../store/runs.ts';
import { positionFile } from '../../runs/run-folder.ts';
import { commandLine } from '../../../test/support/command.ts';

test('a run whose process was killed is listed as failed, and as one that can go on', () => {
  const store = temporaryStore();
  const begun = { recipe: 'document-attention', config: '{"recipe":"document-attention"}', version: '1' };
  const [killed, going] = [createRun(store, begun), createRun(store, begun)];
  // As the operating system does when its process is gone.
  endLease(store.dir, `run-${killed}`);
  mkdirSync(dirname(positionFile(store, killed)), { recursive: true });
  writeFileSync(positionFile(store, killed), '');
  const { status, stdout } = spawnSync(process.execPath, [commandLine, 'runs', '--workspace', store.dir], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^ *${killed} +document-attention +failed `, 'm'));
  expect(stdout).toMatch(new RegExp(`^ *${going} +document-attention +running `, 'm'));
  expect(stdout).toContain(`stopped runs that contexture train --resume RUN can resume: ${killed}\n`);
});

test('runs with a tag are listed alone, archived ones only where they are asked for', () => {
  const store = temporaryStore();
  const begun = { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' };
  for (const _ of [1, 2]) updateRun(store, createRun(store, begun), { state: 'cancelled' });
  const cli = (...args: string[]) =>
    spawnSync(process.execPath, [commandLine, ...args, '--workspace', store.dir], {
      encoding: 'utf8',
    }).stdout;
  expect(cli('annotate', '1', '1', '--tag', 'paper,v2', '--archive')).toMatch(/^ *1 +paper, v2 +yes$/m);
  const listed = (...args: string[]) =>
    cli('runs', ...args)
      .match(/^ *\d+(?= +topic)/gm)
      ?.map(Number);
  expect(listed()).toEqual([2]);
  expect(listed('--archived', '--tag', 'v2')).toEqual([1]);
  expect(cli('runs', '--archived')).toMatch(/^ *1 .* archived, paper, v2$/m);
  expect(cli('runs')).toContain('1 archived run is left out');
  expect(cli('runs', '--tag', 'nothing')).toContain('no run has the tag nothing');
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { startOf } from '../../src-main/shells/desktop/given-files.ts';
import { temporaryFolder } from '../support/workspace.ts';

let cwd: string;

beforeEach(() => {
  cwd = temporaryFolder();
  for (const name of ['tweets 2018.csv', '-odd.csv', 'app.js']) writeFileSync(join(cwd, name), '');
  mkdirSync(join(cwd, 'app'));
});

const start = (args: string[], isDefaultApp = false) =>
  startOf(['contexture', ...args], { cwd, isDefaultApp });

it('files are those that are there, by their whole paths; switches and folders are none', () => {
  expect(start(['--no-sandbox', '--user-data-dir=/x', 'tweets 2018.csv', 'app', 'missing.csv'])).toEqual({
    files: [join(cwd, 'tweets 2018.csv')],
    workspace: null,
  });
  expect(start(['--', '-odd.csv']).files).toEqual([join(cwd, '-odd.csv')]);
});

it('the application that is not packaged is no file of the user', () => {
  expect(start(['app.js', 'tweets 2018.csv'], true).files).toEqual([join(cwd, 'tweets 2018.csv')]);
});

it('a workspace is named by its folder, from where the application was started', () => {
  expect(start(['--workspace', 'data', 'tweets 2018.csv'])).toEqual({
    files: [join(cwd, 'tweets 2018.csv')],
    workspace: join(cwd, 'data'),
  });
  expect(start(['--workspace']).workspace).toBeNull();
});

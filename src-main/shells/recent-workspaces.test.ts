import { mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { forgetWorkspace, noteWorkspace, recentFile, recentWorkspaces } from './recent-workspaces.ts';

it('the workspace that was opened last comes first, each once, and only the last ten', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'new/recent-workspaces.json');
  expect(recentWorkspaces(file)).toEqual([]);
  for (let i = 0; i < 12; i++) noteWorkspace(file, `/w/${i}`);
  noteWorkspace(file, '/w/5');
  expect(recentWorkspaces(file)).toEqual([5, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((i) => `/w/${i}`));
  forgetWorkspace(file, '/w/11');
  expect(recentWorkspaces(file).slice(0, 3)).toEqual(['/w/5', '/w/10', '/w/9']);
  expect(readdirSync(join(folder, 'new'))).toEqual(['recent-workspaces.json']);
});

it('a temporary workspace is on the list as long as it is there', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'recent-workspaces.json');
  const short = mkdtempSync(join(tmpdir(), 'contexture-short-'));
  for (const one of ['/no/such/drive', short]) noteWorkspace(file, one);
  expect(recentWorkspaces(file)).toEqual([short, '/no/such/drive']);
  rmdirSync(short);
  expect(recentWorkspaces(file)).toEqual(['/no/such/drive']);
});

it.each(['', '{', '[]', '{"folders":[1]}'])('a list that reads %j is empty, and is made anew', (content) => {
  const file = join(temporaryFolder(), 'recent-workspaces.json');
  writeFileSync(file, content);
  expect(recentWorkspaces(file)).toEqual([]);
  noteWorkspace(file, '/w');
  expect(recentWorkspaces(file)).toEqual(['/w']);
});

it('the list stands beside the default workspace', () => {
  expect(recentFile({ XDG_CONFIG_HOME: '/config', APPDATA: '/config' })).toMatch(
    /contexture[/\\]recent-workspaces\.json$/,
  );
  expect(recentFile({ XDG_CONFIG_HOME: '/config', CONTEXTURE_CONFIG: '' })).toBeNull();
});

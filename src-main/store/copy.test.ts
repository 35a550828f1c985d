import { expect, test } from 'vitest';
import { importContent, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { copyDatabase } from './copy.ts';
import { openStore } from './open.ts';
import { overview } from './overview.ts';

test('a copy has what the workspace has, and what is stored in it stays there', async () => {
  const store = temporaryStore();
  await importContent(store, 'a.csv', 'text,ticker\nprofit rises,AAA\n');
  const folder = temporaryFolder();
  await copyDatabase(store.dir, folder);
  const copy = openStore(folder);
  await importContent(copy, 'b.csv', 'text,ticker\nprofit falls,BBB\n');
  expect(overview(copy)).toMatchObject({ documents: 2, companies: 2 });
  expect(overview(store)).toMatchObject({ documents: 1, companies: 1 });
  copy.close();
});

test('the copy of a workspace that is not there is empty, and makes none', async () => {
  const folder = temporaryFolder();
  const copied = temporaryFolder();
  await copyDatabase(`${folder}/none`, copied);
  const copy = openStore(copied);
  expect(overview(copy)).toMatchObject({ documents: 0 });
  copy.close();
  expect(() => openStore(`${folder}/none`, { create: false, write: false })).toThrow('There is no workspace');
});

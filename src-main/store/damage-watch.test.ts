import { readFileSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { importContent, temporaryFolder } from '../../test/support/workspace.ts';
import { DamageWatch } from './damage-watch.ts';
import { openStore } from './open.ts';
import { refuseDamage } from './refuse-damage.ts';
import { databaseOf } from './workspace-folder.ts';

test('damage of an open workspace is found in the background, and said once', async () => {
  const folder = temporaryFolder();
  const made = openStore(folder);
  await importContent(made, 'texts.csv', 'text,published_at\nProfits rise again,2018-07-18T10:00:00Z\n');
  made.close();
  const store = openStore(folder);
  const said: string[] = [];
  onTestFinished(() => store.close());
  await refuseDamage(store);
  const bytes = readFileSync(databaseOf(folder));
  bytes.write('fall', bytes.indexOf('Profits rise') + 8, 'latin1');
  writeFileSync(databaseOf(folder), bytes);
  const watch = new DamageWatch(store, (problem) => said.push(problem), 0);
  onTestFinished(() => watch.end());
  await expect
    .poll(() => watch.problem)
    .toMatch(/is damaged: page \d+ of the table document is not as written/);
  expect(said).toEqual([watch.problem]);
});

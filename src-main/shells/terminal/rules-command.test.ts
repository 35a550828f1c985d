import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contexture as run } from '../../../test/support/command.ts';
import { importContent, temporaryFolder } from '../../../test/support/workspace.ts';
import { openStore } from '../../store/open.ts';

test('rules are saved, changed, tried, used and taken back', async () => {
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  const store = openStore(workspace);
  await importContent(
    store,
    'rows.csv',
    'date,ticker,text\n2018-07-10,GS,Citi upgrades Goldman to buy\n2018-07-11,GS,zonks all day\n',
  );
  store.close();
  const inWorkspace = ['--workspace', workspace];

  const file = join(folder, 'rules.json');
  expect(run('labels', 'rules', '--save-preset', file, ...inWorkspace).status).toBe(0);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"downgrade",', '"zonks", "downgrade",'));
  const tried = run('labels', 'rules', file, '--scheme', 'tone', '--dry-run', '--json', ...inWorkspace);
  expect(JSON.parse(tried.out)).toMatchObject({ labelled: 2, dryRun: true, agreement: null });
  expect(run('labels', 'rules', file, '--scheme', 'tone', ...inWorkspace).out).toContain(
    '2 of 2 texts have a label of the scheme “tone” by rules.',
  );
  expect(run('labels', 'rules', '--scheme', 'tone', '--undo', ...inWorkspace).out).toContain(
    '2 labels by "analyst-words" were taken back.',
  );

  // Without prices no label can be made from them.
  expect(run('labels', 'prices', '--scheme', 'next-day', '--days', '2', ...inWorkspace)).toMatchObject({
    status: 2,
    err: expect.stringContaining('There are no prices in this workspace') as string,
  });
});

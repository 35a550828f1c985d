import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contexture as run } from '../../../test/support/command.ts';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { importFile } from '../../ingest/import.ts';
import { judge } from '../../store/judgements.ts';
import { openStore } from '../../store/open.ts';

test('the command tells how far annotators agree, and which labels the window changed', async () => {
  const workspace = temporaryFolder();
  const store = openStore(workspace);
  const file = join(workspace, 'texts.csv');
  writeFileSync(file, 'text\nsales rose by a fifth\nthe maker recalls its cars\n');
  await importFile(store, file, { as: 'texts', labels: null });
  const say = (annotator: string, document: number, stage: 'blind' | 'window', value: string) =>
    judge(store, [document], { scheme: 'tone', annotator, stage, value });
  say('Ann', 1, 'blind', 'down');
  say('Ann', 1, 'window', 'up');
  say('Ann', 2, 'blind', 'down');
  say('Bob', 1, 'blind', 'up');
  say('Bob', 2, 'blind', 'up');
  store.close();

  const told = run('labels', 'agreement', 'tone', '--workspace', workspace);
  expect(told).toMatchObject({ status: 0, err: '' });
  expect(told.out).toMatch(/Ann and Bob\s+last word\s+2\s+50\.0 %/u);
  expect(told.out).toMatch(/down\s+up\s+sales rose by a fifth/u);
  expect(told.out).toContain('Ann: down, Bob: up');

  const { out } = run('labels', 'agreement', 'tone', '--json', '--workspace', workspace);
  const summary = z.looseObject({ changes: z.array(z.unknown()), pairs: z.array(z.unknown()) });
  expect(summary.parse(JSON.parse(out))).toMatchObject({
    changes: [{ document: 1, from: 'down', to: 'up' }],
    pairs: [
      { of: 'final', texts: 2, agreed: 1 },
      { of: 'blind', texts: 2, agreed: 0 },
    ],
  });
  // The list of labels is what it was: the text on which they differ has none.
  expect(run('labels', '--scheme', 'tone', '--workspace', workspace).out).toMatch(/1\s+tone\s+up\s+manual/u);
  expect(
    run('labels', '--scheme', 'tone', '--columns', 'value,origin', '--workspace', workspace).out,
  ).toMatch(/^value +origin/u);
  expect(run('labels', 'agreement', 'mood', '--workspace', workspace)).toMatchObject({ status: 2 });
});

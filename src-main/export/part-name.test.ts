import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { partName } from './part-name.ts';

/** A process that is no longer there. */
const { pid: ended } = spawnSync(process.execPath, ['--version']);

test('what an export that was killed left is removed by the next one to the same place, and nothing else is', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'texts.csv');
  const own = partName(path);
  const left = own.replace(`-${process.pid}-`, `-${ended}-`);
  const ofOthers = [
    own,
    // Of another machine, of another file, and a file of the user's.
    left.replace(/[\da-f]{8}-/, '00000000-'),
    join(folder, left.slice(folder.length + 1).replace('texts.csv', 'more-texts.csv')),
    `${path}.part`,
  ];
  for (const file of [left, ...ofOthers]) writeFileSync(file, '');
  partName(path);
  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .toSorted(),
  ).toEqual(ofOthers.toSorted());
});

import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { alteredFiles, isAsWritten, writeHashed } from './hash-list.ts';

test('each file that is written has its hash beside it, that of its last content', () => {
  const folder = temporaryFolder();
  writeHashed(folder, 'result.json', 'one');
  writeHashed(folder, 'trainings/1.json', 'two');
  writeHashed(folder, 'result.json', 'three');
  const of = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8').split('\n').toSorted()).toEqual(
    ['', `${of('three')}  result.json`, `${of('two')}  trainings/1.json`].toSorted(),
  );
  expect(alteredFiles(folder)).toEqual([]);
});

test('a file that changed is named; one that was never hashed, or is gone, is not', () => {
  const folder = temporaryFolder();
  writeHashed(folder, 'result.json', '{"accuracy":0.5}');
  writeHashed(folder, 'arms.csv', 'arm\n');
  writeFileSync(join(folder, 'notes.txt'), 'my own');
  appendFileSync(join(folder, 'result.json'), ' ');
  rmSync(join(folder, 'arms.csv'));
  expect(alteredFiles(folder)).toEqual(['result.json is not what was written']);
  expect(isAsWritten(folder, 'result.json', '{"accuracy":0.9}')).toBe(false);
  expect(isAsWritten(folder, 'result.json', '{"accuracy":0.5}')).toBe(true);
  expect(isAsWritten(folder, 'notes.txt', 'whatever')).toBe(true);
});

test('the files that several processes write at the same time all have their hashes', async () => {
  const folder = temporaryFolder();
  const program = `import { writeHashed } from ${JSON.stringify(join(import.meta.dirname, 'hash-list.ts'))};
    for (let i = 0; i < 100; i++) writeHashed(${JSON.stringify(folder)}, process.argv[1] + i + '.json', 'text ' + i);`;
  await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, name]),
    ),
  );
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(new Set(lines).size).toBe(300);
  expect(alteredFiles(folder)).toEqual([]);
});

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { importFile } from './import.ts';

const MIB = 1 << 20;

test('memory does not grow with the file', async () => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('no way to collect garbage');
  const filling = 'a'.repeat(4000);
  const lines = Array.from(
    { length: 12_000 },
    (_, i) => `1,${i} ${filling},Wed Jul 18 21:33:26 +0000 2018,ann${i},GS,Goldman,,True`,
  );
  const file = temporaryFile('long.csv', lines.join('\n'));
  lines.length = 0;
  const held: number[] = [];
  const onProgress = (): void => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    held.push((heapUsed + arrayBuffers) / MIB);
  };
  const { accepted } = await importFile(temporaryStore(), file, { as: null, labels: null, onProgress });
  expect(accepted).toBe(12_000);
  // 46 MiB of texts in batches of 4: what is held after the last full batch is what was held after the second, but for
  // a few blocks whose memory a busy machine has not given back yet. Were all of them kept, it would be 36 more.
  expect(held.length).toBeGreaterThan(8);
  expect(held.at(-2)! - held[1]!).toBeLessThan(18);
});

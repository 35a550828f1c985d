import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goldenFolder } from '../../test/golden/reference-case.ts';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { listCheckpoints } from '../checkpoints/library/list.ts';
import { thisMachine } from '../checkpoints/library/measured.ts';
import { measureCheckpoint } from './checkpoint-cost.ts';
import { addCheckpoint } from './checkpoints.ts';

const job = { emit: () => {}, signal: new AbortController().signal };

test('what a checkpoint costs here is measured once, and kept with the name of the machine', async () => {
  const library = temporaryFolder();
  const { checkpoint } = await addCheckpoint(join(goldenFolder, 'bert_checkpoint'), 'tiny', job, library);
  expect(checkpoint.cost).toBeNull();
  const { cost } = await measureCheckpoint('tiny', 'cpu', job, library);
  expect(cost).toMatchObject({ machine: thisMachine(), device: 'cpu', tokens: 40 });
  expect(cost!.textsPerSecond).toBeGreaterThan(0);
  // The same content has the same cost under another name.
  await addCheckpoint(join(goldenFolder, 'bert_checkpoint'), 'again', job, library);
  const { checkpoints } = await listCheckpoints(library);
  expect(checkpoints.map((row) => row.cost)).toEqual([cost, cost]);
});

test('measuring ends when it is cancelled', async () => {
  const library = temporaryFolder();
  await addCheckpoint(join(goldenFolder, 'bert_checkpoint'), 'tiny', job, library);
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(measureCheckpoint('tiny', 'cpu', { ...job, signal }, library)).rejects.toThrow('cancelled');
  expect((await listCheckpoints(library)).checkpoints[0]!.cost).toBeNull();
});

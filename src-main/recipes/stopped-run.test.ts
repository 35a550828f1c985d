import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ort } from '../engine/onnxruntime.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createOrtDevice } from '../engine/devices/ort.ts';
import { liveResources } from '../engine/devices/live.ts';
import { importFile } from '../ingest/import.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { runById } from '../store/runs.ts';
import { runRow } from '../runs/runs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import type { TrainingEvent } from '../training/loop.ts';
import { resume, train } from './train.ts';

/** Whether the device is lost at the next step. */
const lost = vi.hoisted(() => ({ now: false }));

vi.mock('../engine/devices.ts', () => ({
  openDevice: () =>
    Promise.resolve(
      createOrtDevice({
        provider: 'cpu',
        make: async (model, options) => {
          const session = await ort.InferenceSession.create(model, options);
          return {
            run: (feeds) => {
              if (lost.now) throw new Error('vkQueueSubmit failed with VK_ERROR_DEVICE_LOST');
              return session.run(feeds);
            },
            release: () => session.release(),
          };
        },
      }),
    ),
}));

const sample = join(import.meta.dirname, '../../resources/sample');
const config = trainConfigSchema.parse({ recipe: 'contextual-sentiment', context: 'none', epochs: 4 });
const signal = new AbortController().signal;
let store: WritableStore;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importFile(store, join(sample, 'stockerbot-sample.csv'), { as: null, labels: null });
  await importFile(store, join(sample, 'sentiment.csv'), { as: null, labels: 'sentiment' });
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

/** Trains until the device is lost: as soon as `when` says so. */
async function trainUntilLost(
  when: (event: TrainingEvent) => boolean,
): Promise<{ run: number; error: unknown }> {
  let run = 0;
  const emit = (event: TrainingEvent) => {
    if (event.type === 'run') run = event.run;
    if (when(event)) lost.now = true;
  };
  try {
    const error = await train(store, config, { emit, signal }).then(
      () => null,
      (reason: unknown) => reason,
    );
    return { run, error };
  } finally {
    lost.now = false;
  }
}

it('a device lost in the third epoch ends the run with what to do; it goes on from the second', async () => {
  const before = liveResources();
  const { run, error } = await trainUntilLost(
    (event) => event.type === 'metric' && event.name === 'train.loss' && event.epoch > 2,
  );
  const message =
    'The device cpu was lost: its driver restarted or withdrew it. Start again; if it happens again, ' +
    `update the driver. Run ${run} was saved after epoch 2.`;
  expect(error).toMatchObject({
    kind: 'failure',
    message,
    remedies: [{ action: 'resume', run }],
  });
  expect(runById(store, run)).toMatchObject({
    state: 'failed',
    problem: message,
    remedies: JSON.stringify([{ action: 'resume', run }]),
  });
  expect(runRow(store, run)).toMatchObject({ problem: message, remedies: [{ action: 'resume', run }] });
  expect(liveResources()).toEqual(before);
  expect(await resume(store, run, { emit: () => {}, signal })).toMatchObject({ run, epochs: 4 });
});

it('a device lost in the first epoch leaves nothing, and the sentence says so', async () => {
  const { run, error } = await trainUntilLost(
    (event) => event.type === 'progress' && event.stage === 'training' && event.done > 0,
  );
  expect(String(error)).toContain(
    `Run ${run} cannot be resumed, since it stopped before the end of its first epoch`,
  );
});

describe('a run that is cancelled', () => {
  /** Trains until an event says that it is enough. */
  async function cancelledAt(when: (event: TrainingEvent) => boolean) {
    const controller = new AbortController();
    let run = 0;
    const emit = (event: TrainingEvent) => {
      if (event.type === 'run') run = event.run;
      if (when(event)) controller.abort(new Error('cancelled'));
    };
    const error = await train(store, config, { emit, signal: controller.signal }).then(
      () => null,
      (reason: unknown) => reason,
    );
    return { run, error };
  }

  it('can be resumed, which its error offers', async () => {
    const { run, error } = await cancelledAt((event) => event.type === 'metric' && event.epoch > 2);
    expect(error).toMatchObject({
      message: `cancelled. Run ${run} was saved after epoch 2.`,
      remedies: [{ action: 'resume', run }],
    });
    expect(runById(store, run)).toMatchObject({ state: 'cancelled', problem: null });
    expect(await resume(store, run, { emit: () => {}, signal })).toMatchObject({ run, epochs: 4 });
  });

  it('or that it cannot go on, and why', async () => {
    const { run, error } = await cancelledAt(
      (event) => event.type === 'progress' && event.stage === 'training' && event.done > 0,
    );
    expect(error).toMatchObject({
      message: expect.stringContaining(
        `Run ${run} cannot be resumed, since it stopped before the end of its first epoch`,
      ),
      remedies: [],
    });
    expect(runRow(store, run)).toMatchObject({ resumable: false, remedies: [] });
  });

  it('while its baselines are measured goes on to the same result', async () => {
    const stage = 'baselines: logistic regression';
    const { run, error } = await cancelledAt(
      (event) => event.type === 'progress' && event.stage === stage && event.done > 0,
    );
    expect(error).toMatchObject({ remedies: [{ action: 'resume', run }] });
    const resumed = await resume(store, run, { emit: () => {}, signal });
    const { seconds, phases = [] } = resumed;
    expect(phases[0]?.name).toBe('before it was resumed');
    expect(phases.map(({ name }) => name)).toContain(stage);
    expect(phases.reduce((sum, phase) => sum + phase.seconds, 0)).toBeCloseTo(seconds, 1);
  });

  it('and whose labels are gone when it is resumed has the problem stored without options, and what helps', async () => {
    const { run } = await cancelledAt((event) => event.type === 'metric' && event.epoch > 2);
    store.db.exec('DELETE FROM label');
    const remedies = [{ action: 'import', what: 'labels', scheme: 'sentiment' }];
    await expect(resume(store, run, { emit: () => {}, signal })).rejects.toThrow(
      expect.objectContaining({ remedies }),
    );
    expect(runById(store, run)).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/^No text is labelled .* are needed\.$/),
      remedies: JSON.stringify(remedies),
    });
    // It can still be resumed, once there are labels.
    expect(runRow(store, run).remedies).toEqual([...remedies, { action: 'resume', run }]);
  });
});

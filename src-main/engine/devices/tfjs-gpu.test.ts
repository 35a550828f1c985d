import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import { createCpuDevice } from '../cpu.ts';
import { difference } from '../kernels/kernel.testing.ts';
import { referenceDevice } from '../reference.ts';
import { smallBatch, smallTrainer } from './small-trainer.ts';
import { openTfjsGpu, tfjsGpuObstacle } from './tfjs-gpu.ts';

const require = createRequire(import.meta.url);
let from: string;
let packageFolder: string;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-tfjs-'));
  from = join(folder, 'index.js');
  packageFolder = join(folder, 'node_modules/@tensorflow/tfjs-node-gpu');
});

afterEach(() => {
  rmSync(join(from, '..'), { recursive: true, force: true });
  if (tf.engine().registryFactory['tensorflow']) tf.removeBackend('tensorflow');
});

/** Installs a stand-in that does at its start what the real package does, on kernels of the processor. */
function install(body: string): void {
  mkdirSync(packageFolder, { recursive: true });
  writeFileSync(
    join(packageFolder, 'package.json'),
    '{"name":"@tensorflow/tfjs-node-gpu","main":"index.cjs"}',
  );
  writeFileSync(join(packageFolder, 'index.cjs'), body);
}

/** The real package finds tfjs-core among its own dependencies. */
const core = JSON.stringify(require.resolve('@tensorflow/tfjs-core'));
const cpuBackend = JSON.stringify(require.resolve('@tensorflow/tfjs-backend-cpu'));

const standIn = (usesCard: boolean) => `
  const util = require('util');
  const tf = require(${core});
  const { MathBackendCPU } = require(${cpuBackend});
  // tfjs-node 4.22 calls these at every operation; Node 23 took them away.
  if (!util.isNullOrUndefined(undefined) || util.isNullOrUndefined(0) || !util.isArray([])) throw new Error('shim');
  class Backend extends MathBackendCPU { isUsingGpuDevice = ${usesCard}; }
  tf.registerBackend('tensorflow', () => new Backend(), 3);
  tf.copyRegisteredKernels('cpu', 'tensorflow');
  // It registers all gradients anew, those that the engine corrects among them.
  tf.registerGradient({ kernelName: 'BatchMatMul', gradFunc: () => { throw new Error('its own gradient'); } });
  tf.setBackend('tensorflow');
`;

describe('tfjs-node-gpu', () => {
  it('that is not installed says how to get it', async () => {
    expect(tfjsGpuObstacle(from)).toContain('npm install --no-save @tensorflow/tfjs-node-gpu');
    await expect(openTfjsGpu(from)).rejects.toMatchObject({ kind: 'use', message: tfjsGpuObstacle(from) });
  });

  it('whose library was not fetched says what to run', async () => {
    install("throw new Error('Cannot find module tfjs_binding.node\\nRequire stack: ...')");
    await expect(openTfjsGpu(from)).rejects.toMatchObject({
      kind: 'use',
      message:
        '@tensorflow/tfjs-node-gpu is installed but does not start (Cannot find module tfjs_binding.node). ' +
        '"npm run install --prefix node_modules/@tensorflow/tfjs-node-gpu" downloads its libraries.',
    });
  });

  it('that falls back to the processor is not taken for a graphics card', async () => {
    install(standIn(false));
    await expect(openTfjsGpu(from)).rejects.toThrow('finds no graphics card');
  });

  it('trains as the compiled processor does, with the state on its backend', async () => {
    await (
      await referenceDevice.compile(({ x }) => ({ y: tf.neg(x!) }), { x: { shape: [1], dtype: 'float32' } })
    ).run({ x: { shape: [1], dtype: 'float32', data: Float32Array.of(1) } });
    const before = tf.engine().backendName;
    install(standIn(true));
    const device = await openTfjsGpu(from);
    expect(device.name).toBe('tfjs-node-gpu');
    expect(tf.engine().backendName).toBe(before);

    const tensors = tf.memory().numTensors;
    const [eager, compiled] = [smallTrainer(device), smallTrainer(createCpuDevice())];
    for (let step = 0; step < 4; step++) {
      const [a, b] = await Promise.all(
        [eager, compiled].map((trainer) => trainer.step(smallBatch(step), { learningRate: 0.01 })),
      );
      expect(a!.loss).toBeCloseTo(b!.loss, 5);
    }
    // Four parameters and the running means of each.
    expect(tf.memory().numTensors).toBe(tensors + 12);
    const [a, b] = [await eager.state(), await compiled.state()];
    for (const [name, tensor] of Object.entries(b.params)) {
      expect(difference(a.params[name]!, tensor)).toBeLessThan(1e-4);
    }
    await eager.dispose();
    await compiled.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

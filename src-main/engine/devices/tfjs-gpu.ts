import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { registerGradients } from '../gradients.ts';
import type { Device } from '../types.ts';
import { createEagerDevice } from './eager.ts';
import { tryOut } from './try-out.ts';

const packageName = '@tensorflow/tfjs-node-gpu';
/** The name under which the package registers its backend. */
const backendName = 'tensorflow';

/** Its install script, which npm does not run here by itself (allowScripts in package.json). */
const fetchLibraries = `npm run install --prefix node_modules/${packageName}`;

const notInstalled =
  `${packageName} is not installed: it needs an NVIDIA graphics card with CUDA 11.2 and cuDNN 8.1. ` +
  `"npm install --no-save ${packageName}" brings it, then "${fetchLibraries}" its libraries, several hundred MB.`;

/** Functions of `node:util` that Node 23 took away and the package calls (tensorflow/tfjs issue 8609). */
const removed: Readonly<Record<string, (value: unknown) => boolean>> = {
  isArray: Array.isArray,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isString: (value) => typeof value === 'string',
  isUndefined: (value) => value === undefined,
};

/** Why the package cannot be tried at all, or null: it is looked for where a module in `from` would find it. */
export function tfjsGpuObstacle(from: string = import.meta.url): string | null {
  try {
    createRequire(from).resolve(packageName);
    return null;
  } catch {
    return notInstalled;
  }
}

/**
 * TensorFlow's own library on an NVIDIA card, where the user has installed the package: one operation after another.
 *
 * @param from file from which the package is looked for.
 * @throws UserError of kind `use` that says what is missing.
 */
export async function openTfjsGpu(from: string = import.meta.url): Promise<Device> {
  const obstacle = tfjsGpuObstacle(from);
  if (obstacle !== null) throw new UserError('use', obstacle);
  const before = tf.engine().backendName;
  try {
    load(from);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new UserError(
      'use',
      `${packageName} is installed but does not start (${reason}). "${fetchLibraries}" downloads its libraries.`,
      { cause: error },
    );
  } finally {
    // It makes itself the backend of everything.
    if (before && tf.engine().backendName !== before) void tf.setBackend(before);
  }
  const backend: unknown = tf.findBackend(backendName);
  if (!z.object({ isUsingGpuDevice: z.literal(true) }).safeParse(backend).success) {
    throw new UserError(
      'use',
      `${packageName} is installed but finds no graphics card: it needs an NVIDIA card with CUDA 11.2 and cuDNN 8.1.`,
    );
  }
  const device = createEagerDevice('tfjs-node-gpu', backendName);
  await tryOut(device);
  return device;
}

function load(from: string): void {
  const require = createRequire(from);
  const util: Record<string, unknown> = require('node:util');
  for (const [name, replacement] of Object.entries(removed)) util[name] ??= replacement;
  require(packageName);
  registerGradients();
}

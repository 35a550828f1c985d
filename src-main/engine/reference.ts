import '@tensorflow/tfjs-backend-cpu';
import { createEagerDevice } from './devices/eager.ts';
import type { Device } from './types.ts';

/** TensorFlow.js's own kernels, run one by one: slow, and what every other device is checked against. */
export const referenceDevice: Device = createEagerDevice('reference', 'cpu');

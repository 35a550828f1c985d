import type { TrainConfig } from '../../src-main/api/types.ts';

export type DeviceChoice = TrainConfig['device'];

/** What a training can run on, in the order in which it is offered, with what a user sees. */
export const deviceLabels: Readonly<Record<DeviceChoice, string>> = {
  auto: 'auto (the fastest)',
  cpu: 'cpu',
  webgpu: 'webgpu',
  cuda: 'cuda',
  'tfjs-node-gpu': 'tfjs-node-gpu',
};

import { createCpuDevice } from './cpu.ts';
import { referenceDevice } from './reference.ts';
import { UserError } from '../store/errors.ts';
import type { Device, DeviceInfo } from './types.ts';

export type DeviceChoice = 'auto' | 'cpu' | 'webgpu' | 'cuda' | 'reference';

const missing: Readonly<Record<'webgpu' | 'cuda', string>> = {
  webgpu:
    'Training on a graphics card through WebGPU is not part of this version yet; the processor is used.',
  cuda: 'Training through CUDA is not part of this version yet; the processor is used.',
};

/** Every device that Contexture knows, with what it is or why it is missing. */
export async function listDevices(): Promise<DeviceInfo[]> {
  const { cpus } = await import('node:os');
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'processor';
  return [
    { name: 'cpu', available: true, detail: `${model}, ${processors.length} cores, through ONNX Runtime` },
    { name: 'webgpu', available: false, detail: missing.webgpu },
    { name: 'cuda', available: false, detail: missing.cuda },
    {
      name: 'reference',
      available: true,
      detail: "TensorFlow.js's own processor kernels: slow, for checking",
    },
  ];
}

/**
 * Opens a device; `auto` takes the fastest that is present.
 * Throws a `UserError` of kind `use` where the device is missing.
 */
export function openDevice(choice: DeviceChoice): Promise<Device> {
  switch (choice) {
    case 'auto':
    case 'cpu':
      return Promise.resolve(createCpuDevice());
    case 'reference':
      return Promise.resolve(referenceDevice);
    case 'webgpu':
    case 'cuda':
      return Promise.reject(new UserError('use', missing[choice]));
    default:
      throw new TypeError('unknown device');
  }
}

import { ort } from '../onnxruntime.ts';
import { UserError } from '../../errors.ts';
import type { Device } from '../types.ts';
import { createOrtDevice } from './ort.ts';
import { tryOut } from './try-out.ts';

/** What WebGPU stands on, by platform. */
export const graphicsOf: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'Vulkan',
  darwin: 'Metal',
  win32: 'Direct3D 12',
};

const needs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux:
    'it needs libvulkan.so.1 (package libvulkan1) and the Vulkan driver of the card ' +
    "(NVIDIA's own, or mesa-vulkan-drivers); vulkaninfo --summary lists what is installed",
  darwin: 'it needs a card with Metal',
  win32: 'it needs a card with Direct3D 12 and its current driver',
};

/** Why WebGPU cannot be tried at all, or null. */
export function webgpuObstacle(): string | null {
  if (ort.listSupportedBackends().some(({ name }) => name === 'webgpu')) return null;
  return `ONNX Runtime comes without WebGPU for ${process.platform} on ${process.arch}.`;
}

/** @throws UserError of kind `use` that says what is missing. */
export async function openWebgpu(): Promise<Device> {
  const obstacle = webgpuObstacle();
  if (obstacle !== null) throw new UserError('use', obstacle);
  const device = createOrtDevice({ provider: 'webgpu' });
  try {
    await tryOut(device);
  } catch (error) {
    throw new UserError('use', webgpuRefusal(error), { cause: error });
  }
  return device;
}

function webgpuRefusal(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError) return message;
  if (/No supported adapters|Failed to get a WebGPU adapter/iu.test(message)) {
    return `No graphics card was found that WebGPU can use: ${needs[process.platform] ?? 'it needs a driver'}.`;
  }
  return `WebGPU does not start: ${message.split('\n')[0]}`;
}

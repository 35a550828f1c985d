import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ort } from '../onnxruntime.ts';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Device } from '../types.ts';
import { createOrtDevice } from './ort.ts';
import { tryOut } from './try-out.ts';

const libraries = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'] as const;

/** How the files that npm's package leaves out are fetched (its script/install.js). */
const install = 'node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12';

/** Where ONNX Runtime looks for its providers: beside its own library, nowhere else. */
function libraryFolder(): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  return join(dirname(entry), '../bin/napi-v6', process.platform, process.arch);
}

/** Why CUDA cannot be tried at all, or null. */
export function cudaObstacle(folder: string = libraryFolder()): string | null {
  if (!ort.listSupportedBackends().some(({ name }) => name === 'cuda')) {
    return 'ONNX Runtime supports CUDA for Node only on Linux with x64 processors; use webgpu here.';
  }
  const missing = libraries.find((library) => !existsSync(join(folder, library)));
  if (missing === undefined) return null;
  return (
    `${missing} is not installed. With an NVIDIA graphics card, CUDA 12 and cuDNN 9, run ` +
    `"${install}" in the folder of Contexture; it downloads several hundred MB.`
  );
}

/** @throws UserError of kind `use` that says what is missing. */
export async function openCuda(): Promise<Device> {
  const obstacle = cudaObstacle();
  if (obstacle !== null) throw new UserError('use', obstacle);
  const device = createOrtDevice({ provider: 'cuda' });
  try {
    await tryOut(device);
  } catch (error) {
    throw new UserError('use', cudaRefusal(messageOf(error)), { cause: error });
  }
  return device;
}

/** What to do about a message of ONNX Runtime's when it starts CUDA. */
export function cudaRefusal(message: string): string {
  const library = /(lib[\w.]+\.so[\d.]*)/u.exec(message.replaceAll(/libonnxruntime\w*\.so[\d.]*/gu, ''))?.[1];
  if (library !== undefined) {
    return `${library} was not found: CUDA 12 and cuDNN 9 are needed, in a folder listed in LD_LIBRARY_PATH.`;
  }
  if (
    /no CUDA-capable device|CUDA failure 100|CUDA driver version is insufficient|CUDA failure 35/iu.test(
      message,
    )
  ) {
    return 'CUDA finds no graphics card: it needs an NVIDIA card with driver 525 or later.';
  }
  return `CUDA does not start: ${message.split('\n')[0]}`;
}

function messageOf(error: unknown): string {
  const cause = z.object({ cause: z.instanceof(Error) }).safeParse(error);
  if (cause.success) return cause.data.cause.message;
  return error instanceof Error ? error.message : String(error);
}

import { cpus, totalmem } from 'node:os';
import { ort } from './onnxruntime.ts';
import { UserError } from '../errors.ts';
import { createCpuDevice } from './cpu.ts';
import { graphicsCards, type GraphicsCard } from './devices/cards.ts';
import { stepMilliseconds } from './devices/measure.ts';
import { optional, optionalDevices, type OptionalDevice } from './devices/optional.ts';
import { trialOf } from './devices/trial.ts';
import { graphicsOf } from './devices/webgpu.ts';
import { referenceDevice } from './reference.ts';
import type { Device, DeviceInfo } from './types.ts';

export type DeviceChoice = 'auto' | 'cpu' | OptionalDevice | 'reference';

const runtime = `ONNX Runtime ${ort.env.versions.node ?? ort.env.versions.common}`;

/** What each optional device is, where it works. */
const descriptions: Readonly<Record<OptionalDevice, string>> = {
  webgpu: `through ${runtime} and ${graphicsOf[process.platform] ?? 'the graphics driver'}; state stays on the card`,
  cuda: `through ${runtime} and CUDA; state returns to the host after every step`,
  'tfjs-node-gpu': 'through TensorFlow, one operation after another; state stays on the card',
};

/** Every device that Contexture knows, with what it is or why it is missing. */
export async function listDevices(): Promise<DeviceInfo[]> {
  const processors = cpus();
  const cards = await graphicsCards();
  const model = processors[0]?.model.trim() ?? 'processor';
  return [
    {
      name: 'cpu',
      available: true,
      detail: `${model}, ${processors.length} cores, through ${runtime}`,
      driver: null,
      memory: totalmem(),
    },
    ...(await Promise.all(optionalDevices.map((name) => optionalInfo(name, cards)))),
    {
      name: 'reference',
      available: true,
      detail: "TensorFlow.js's own processor kernels: slow, for checking",
      driver: null,
      memory: totalmem(),
    },
  ];
}

async function optionalInfo(name: OptionalDevice, cards: readonly GraphicsCard[]): Promise<DeviceInfo> {
  const trial = await trialOf(name, { measure: false });
  if (!trial.works) return { name, available: false, detail: trial.reason, driver: null, memory: null };
  // Which of several cards a library takes is its own choice, and none of them tells.
  const eligible = name === 'webgpu' ? cards : cards.filter(({ maker }) => maker === 'NVIDIA');
  const [card] = eligible.length === 1 ? eligible : [];
  const names = eligible.map((known) => known.name).join(' or ');
  const what = names === '' ? 'An unnamed graphics card,' : names;
  return {
    name,
    available: true,
    detail: `${what} ${descriptions[name]}`,
    driver: card?.driver ?? null,
    memory: card?.memory ?? null,
  };
}

/**
 * Opens a device. `auto` measures a short training step on each that works, and takes the fastest.
 * Throws a `UserError` of kind `use` that says why a device is missing and what to do.
 */
export async function openDevice(choice: DeviceChoice): Promise<Device> {
  switch (choice) {
    case 'cpu':
      return createCpuDevice();
    case 'reference':
      return referenceDevice;
    case 'auto':
      return openFastest();
    case 'webgpu':
    case 'cuda':
    case 'tfjs-node-gpu':
      return openOptional(choice, false);
    default:
      throw new TypeError('unknown device');
  }
}

async function openOptional(name: OptionalDevice, measure: boolean): Promise<Device> {
  const trial = await trialOf(name, { measure });
  if (!trial.works) throw new UserError('use', trial.reason);
  return optional[name].open();
}

let fastest: Promise<OptionalDevice | 'cpu'> | undefined;

async function openFastest(): Promise<Device> {
  fastest ??= findFastest();
  const name = await fastest;
  return name === 'cpu' ? createCpuDevice() : openOptional(name, true);
}

/** One after another, so that no measurement disturbs another. Nothing is measured where there is no choice. */
async function findFastest(): Promise<OptionalDevice | 'cpu'> {
  const times: { name: OptionalDevice | 'cpu'; ms: number }[] = [];
  for (const name of optionalDevices) {
    const trial = await trialOf(name, { measure: true });
    if (trial.works) times.push({ name, ms: trial.stepMs ?? Infinity });
  }
  if (times.length === 0) return 'cpu';
  times.push({ name: 'cpu', ms: await stepMilliseconds(createCpuDevice()) });
  return times.toSorted((a, b) => a.ms - b.ms)[0]!.name;
}

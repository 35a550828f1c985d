import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createCpuDevice } from '../../src-main/engine/cpu.ts';
import { createOrtDevice } from '../../src-main/engine/devices/ort.ts';
import { useSoftwareVulkan } from '../../src-main/engine/devices/device.testing.ts';
import { referenceDevice } from '../../src-main/engine/reference.ts';
import type { Device, HostTensor, Program } from '../../src-main/engine/types.ts';
import type { EncoderFamily } from '../../src-main/models/bert-config.ts';

/** The devices on which every case must hold. */
export const devices: readonly (readonly [string, Device])[] = [
  ['compiled', createCpuDevice()],
  ['one by one', referenceDevice],
  // On the software driver that Chromium brings; where it is missing, engine/devices/webgpu.test.ts says so.
  ...(useSoftwareVulkan() === undefined
    ? ([['through WebGPU', createOrtDevice({ provider: 'webgpu' })]] as const)
    : []),
];

/**
 * The devices for a case whose kernels others run too: the software driver takes its time, so there one case stands for
 * all that are made of the same. A card runs every case.
 */
export const quickDevices = process.env['CONTEXTURE_TEST_CARD'] ? devices : devices.slice(0, 2);

/** The devices for a family of encoders: BERT stands for all of them. */
export function devicesOf(family: EncoderFamily): typeof devices {
  return family === 'bert' ? devices : quickDevices;
}

export async function runProgram(
  device: Device,
  program: Program,
  inputs: Record<string, HostTensor>,
): Promise<Record<string, HostTensor>> {
  const executable = await device.compile(program, inputs);
  try {
    const host: Record<string, HostTensor> = {};
    for (const [name, tensor] of Object.entries(await executable.run(inputs)))
      host[name] = await tensor.read();
    return host;
  } finally {
    await executable.dispose();
  }
}

/** A program that gives the gradients of a loss as `grad.NAME`. */
export function gradientProgram(
  names: readonly string[],
  loss: (inputs: Record<string, Tensor>) => Tensor,
): Program {
  return (inputs) => {
    const of = (...given: Tensor[]) =>
      loss({ ...inputs, ...Object.fromEntries(names.map((name, i) => [name, given[i]!])) });
    const results = tf.grads(of)(names.map((name) => inputs[name]!));
    return Object.fromEntries(results.map((gradient, i) => [`grad.${names[i]!}`, gradient]));
  };
}

/** Torch's stacked projections as the separate ones of `multiHeadAttention`. */
export function separated(
  parameters: Readonly<Record<string, Tensor>>,
  name: string,
  as: string,
): Record<string, Tensor> {
  const from = name === '' ? '' : `${name}.`;
  const [queryWeight, keyWeight, valueWeight] = tf.split(parameters[`${from}in_proj_weight`]!, 3);
  const [queryBias, keyBias, valueBias] = tf.split(parameters[`${from}in_proj_bias`]!, 3);
  return {
    [`${as}.query.weight`]: queryWeight!,
    [`${as}.key.weight`]: keyWeight!,
    [`${as}.value.weight`]: valueWeight!,
    [`${as}.query.bias`]: queryBias!,
    [`${as}.key.bias`]: keyBias!,
    [`${as}.value.bias`]: valueBias!,
    [`${as}.output.weight`]: parameters[`${from}out_proj.weight`]!,
    [`${as}.output.bias`]: parameters[`${from}out_proj.bias`]!,
  };
}

/** Parameters under other names: a name, or the beginning of names, becomes another. Those not named fall out. */
export function renamed(
  parameters: Readonly<Record<string, Tensor>>,
  names: Readonly<Record<string, string>>,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, tensor]) => {
      const [from, to] = Object.entries(names).find(([start]) => name.startsWith(start)) ?? [];
      return from === undefined ? [] : [[`${to}${name.slice(from.length)}`, tensor]];
    }),
  );
}

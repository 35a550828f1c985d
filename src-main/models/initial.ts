import type { HostTensor } from '../engine/types.ts';
import type { Random } from '../random.ts';

/** Named initial values of a model's parameters. */
export type InitialParameters = Record<string, HostTensor>;

export function zeros(...shape: number[]): HostTensor {
  return filled(0, ...shape);
}

export function ones(...shape: number[]): HostTensor {
  return filled(1, ...shape);
}

/** Independent draws from a normal distribution. */
export function normal(random: Random, deviation: number, ...shape: number[]): HostTensor {
  const tensor = zeros(...shape);
  for (let i = 0; i < tensor.data.length; i++) tensor.data[i] = deviation * random.normal();
  return tensor;
}

/** A linear layer: weight (out, in) uniform in ±√(6 / (in + out)) (Glorot and Bengio, 2010), bias zero. */
export function linearLayer(
  random: Random,
  name: string,
  inputs: number,
  outputs: number,
): InitialParameters {
  const weight = zeros(outputs, inputs);
  const bound = Math.sqrt(6 / (inputs + outputs));
  for (let i = 0; i < weight.data.length; i++) weight.data[i] = bound * (2 * random.uniform() - 1);
  return { [`${name}.weight`]: weight, [`${name}.bias`]: zeros(outputs) };
}

export function normLayer(name: string, width: number): InitialParameters {
  return { [`${name}.weight`]: ones(width), [`${name}.bias`]: zeros(width) };
}

function filled(value: number, ...shape: number[]): HostTensor {
  return { shape, dtype: 'float32', data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) };
}

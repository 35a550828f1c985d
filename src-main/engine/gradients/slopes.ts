import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import '../gradients.ts';
import { createCpuDevice } from '../cpu.ts';
import { sizeOf } from '../host.ts';
import { ints } from '../kernels/values.ts';
import type { HostTensor, Program } from '../types.ts';

export type Inputs = Record<string, Tensor>;

export interface Differentiated {
  f: (inputs: Inputs) => Tensor;
  inputs: Record<string, HostTensor>;
  /** With respect to these. */
  to: readonly string[];
}

const cpu = createCpuDevice({ threads: 1 });
const step = 1e-2;
const total = 'weighted sum';

/** The sum of what f gives, weighted with numbers that are all different, and its gradients. */
function valueAndGradients({ f, to }: Differentiated): Program {
  return (inputs) => {
    const weighted = (...given: Tensor[]) => {
      const y = f({ ...inputs, ...Object.fromEntries(to.map((name, i) => [name, given[i]!])) });
      const weights = Float32Array.from({ length: y.size }, (_, i) => 0.3 + ((i * 7) % 11) / 5);
      return tf.sum(tf.mul(y, tf.tensor(weights, y.shape)));
    };
    const { value, grads } = tf.valueAndGrads(weighted)(to.map((name) => inputs[name]!));
    return Object.fromEntries([
      [total, value],
      ...grads.map((grad, i): [string, Tensor] => [`gradient of ${to[i]!}`, grad]),
    ]);
  };
}

/**
 * What is wrong with the compiled gradients, or '': each is held against the central difference of the compiled value
 * along one direction in which every element moves.
 */
export async function wrongSlope(given: Differentiated): Promise<string> {
  const executable = await cpu.compile(valueAndGradients(given), given.inputs);
  const valueAt = async (inputs: Record<string, HostTensor>) =>
    (await (await executable.run(inputs))[total]!.read()).data[0]!;
  try {
    const results = await executable.run(given.inputs);
    for (const name of given.to) {
      const x = given.inputs[name]!;
      const gradient = await results[`gradient of ${name}`]!.read();
      if (gradient.shape.join() !== x.shape.join())
        return `gradient of ${name} is (${gradient.shape.join()})`;
      // -1, 1 or 2, so that elements which change places show.
      const direction = ints(x.shape, 3, 0, 2).data.map((value) => (value === 0 ? -1 : value));
      const along = Array.from(gradient.data).reduce((sum, slope, i) => sum + slope * direction[i]!, 0);
      const moved = (sign: number) => ({
        ...given.inputs,
        [name]: { ...x, data: Float32Array.from(x.data, (value, i) => value + sign * step * direction[i]!) },
      });
      const slope = ((await valueAt(moved(1))) - (await valueAt(moved(-1)))) / (2 * step);
      const scale = 1 + Math.abs(slope) + Math.sqrt(x.data.length);
      const error = Math.abs(slope - along) / scale;
      if (!(error < 1e-2))
        return `gradient of ${name} is ${along} along a line on which it should be ${slope}`;
    }
    return '';
  } finally {
    await executable.dispose();
  }
}

/** The first wrong slope on drawn inputs, with the smallest inputs that show it, or ''. */
export async function wrongSlopeOn<T>(
  drawn: fc.Arbitrary<T>,
  body: (drawn: T) => Differentiated,
  numRuns = 10,
): Promise<string> {
  const agrees = fc.asyncProperty(drawn, async (value) => {
    const found = await wrongSlope(body(value));
    if (found !== '') throw new Error(found);
  });
  const details = await fc.check(agrees, { numRuns });
  return details.failed ? `${JSON.stringify(details.counterexample)}: ${String(details.errorInstance)}` : '';
}

/**
 * Numbers from `low` to `high` in even steps, in a drawn order: none near another, none near 0 (where `low` and `high`
 * are as far from it), so that kinks stay clear of the differences.
 */
export function apart(shape: readonly number[], seed = 1, low = -3, high = 3): HostTensor {
  const size = sizeOf(shape);
  const even = size + (size % 2);
  const places = ints([size], seed, 0, 2 ** 24).data;
  const order = Array.from(places.keys()).sort((a, b) => places[a]! - places[b]!);
  const data = new Float32Array(size);
  for (const [rank, i] of order.entries()) data[i] = low + ((rank + 0.5) / even) * (high - low);
  return { shape: [...shape], dtype: 'float32', data };
}

import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../engine/cpu.ts';
import { referenceDevice } from '../engine/reference.ts';
import type { Device, HostTensor } from '../engine/types.ts';
import { Random } from '../random.ts';
import { attend, attendOnce, mergeHeads, perKey, splitHeads } from './attention.ts';
import { linearLayer, normal } from './initial.ts';
import { linear } from './layers.ts';

interface Case {
  heads: number;
  perHead: number;
  batch: number;
  parts: number;
  perPart: number;
  seed: number;
}

const cases = fc.record<Case>({
  heads: fc.integer({ min: 1, max: 3 }),
  perHead: fc.integer({ min: 1, max: 3 }),
  batch: fc.integer({ min: 1, max: 3 }),
  parts: fc.integer({ min: 1, max: 3 }),
  perPart: fc.integer({ min: 1, max: 3 }),
  seed: fc.nat(),
});

/** Query and context of different widths, a mask in which the first example may attend to nothing, and shifts. */
function draw({ heads, perHead, batch, parts, perPart, seed }: Case): Record<string, HostTensor> {
  const random = new Random(seed);
  const width = heads * perHead;
  const mask = normal(random, 1, batch, parts * perPart);
  mask.data = Float32Array.from(mask.data, (value, i) => Number(i >= parts * perPart && value > -0.5));
  const inputs = {
    ...linearLayer(random, 'a.query', 5, width),
    ...linearLayer(random, 'a.key', 4, width),
    ...linearLayer(random, 'a.value', 4, width),
    ...linearLayer(random, 'a.output', width, 2),
    x: normal(random, 1, batch, 5),
    context: normal(random, 1, batch, parts * perPart, 4),
    shifts: normal(random, 1, parts, width),
  };
  for (const [name, tensor] of Object.entries(inputs)) {
    if (name.endsWith('.bias')) tensor.data.set(normal(random, 1, ...tensor.shape).data);
  }
  return { ...inputs, mask };
}

type Inputs = Record<string, Tensor>;

/** By the definition: keys and values of every head, each moved by its part's shift. */
function byHeads(inputs: Inputs, { heads, batch, parts, perPart }: Case) {
  const keys = (name: string) => {
    const projected = linear(inputs, name, inputs['context']!);
    const grouped = tf.reshape(projected, [batch, parts, perPart, -1]);
    const moved = tf.add(grouped, tf.expandDims(inputs['shifts']!, 1));
    return splitHeads(tf.reshape(moved, projected.shape), heads);
  };
  const query = splitHeads(tf.expandDims(linear(inputs, 'a.query', inputs['x']!), 1), heads);
  const { output, weights } = attend(query, keys('a.key'), keys('a.value'), perKey(inputs['mask']!));
  return {
    output: linear(inputs, 'a.output', tf.squeeze(mergeHeads(output), [1])),
    weights: tf.squeeze(weights, [2]),
  };
}

function atOnce(inputs: Inputs, { heads }: Case) {
  const [mask, shifts] = [inputs['mask']!, inputs['shifts']!];
  return attendOnce(inputs, 'a', inputs['x']!, inputs['context']!, { heads, mask, shifts });
}

const trained = [
  'a.query.weight',
  'a.key.weight',
  'a.value.weight',
  'a.value.bias',
  'x',
  'context',
  'shifts',
];

/** Output, weights, and the gradients of a number that depends on all of both. */
async function resultsOf(
  device: Device,
  attention: (inputs: Inputs) => { output: Tensor; weights: Tensor },
  inputs: Record<string, HostTensor>,
): Promise<Record<string, number[]>> {
  const program = (given: Inputs) => {
    const weighed = (...changed: Tensor[]): Tensor => {
      const { output, weights } = attention({
        ...given,
        ...Object.fromEntries(trained.map((name, i) => [name, changed[i]!])),
      });
      return tf.add(tf.sum(tf.sin(output)), tf.sum(tf.square(weights)));
    };
    const gradients = tf.grads(weighed)(trained.map((name) => given[name]!));
    const { output, weights } = attention(given);
    return {
      out: output,
      attended: weights,
      ...Object.fromEntries(gradients.map((gradient, i) => [`grad ${trained[i]!}`, gradient])),
    };
  };
  const executable = await device.compile(program, inputs);
  const results: Record<string, number[]> = {};
  for (const [name, tensor] of Object.entries(await executable.run(inputs)))
    results[name] = Array.from((await tensor.read()).data);
  await executable.dispose();
  return results;
}

describe('attention with one query an example', () => {
  it.each([
    ['compiled', createCpuDevice({ threads: 1 })],
    ['one by one', referenceDevice],
  ])('gives what the heads apart give, and their gradients, %s', async (_, device) => {
    await fc.assert(
      fc.asyncProperty(cases, async (drawn) => {
        const inputs = draw(drawn);
        const expected = await resultsOf(referenceDevice, (given) => byHeads(given, drawn), inputs);
        const found = await resultsOf(device, (given) => atOnce(given, drawn), inputs);
        expect(Object.keys(found)).toEqual(Object.keys(expected));
        for (const [name, values] of Object.entries(expected)) {
          expect(found[name]).toHaveLength(values.length);
          for (const [i, value] of values.entries()) expect(found[name]![i]).toBeCloseTo(value, 4);
        }
        const { heads, parts, perPart } = drawn;
        expect(found['attended']!.slice(0, heads * parts * perPart).every((weight) => weight === 0)).toBe(
          true,
        );
      }),
      { numRuns: 25 },
    );
  });
});

import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { sizeOf, zeros } from '../host.ts';
import type { HostTensor } from '../types.ts';
import { difference, disagreement, runOn } from './kernel.testing.ts';
import { floats } from './values.ts';

const sizes = { a: 2, b: 3, c: 4, d: 1, e: 2 };
const letters = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'] as const, { minLength: 1, maxLength: 4 });
type Letter = keyof typeof sizes;

const shapeOf = (term: readonly Letter[]) => term.map((letter) => sizes[letter]);

function placeOf(term: readonly Letter[], values: ReadonlyMap<Letter, number>): number {
  return term.reduce((place, letter) => place * sizes[letter] + values.get(letter)!, 0);
}

/** By definition: TensorFlow.js's CPU backend gives wrong shapes where a letter of one tensor alone is summed. */
function sumOfProducts(
  terms: readonly Letter[][],
  tensors: readonly HostTensor[],
  result: Letter[],
): HostTensor {
  const all = [...new Set(terms.flat())];
  const y = zeros(shapeOf(result));
  for (let n = 0; n < sizeOf(shapeOf(all)); n++) {
    let rest = n;
    const values = new Map<Letter, number>();
    for (const letter of all) {
      values.set(letter, rest % sizes[letter]);
      rest = Math.floor(rest / sizes[letter]);
    }
    const factors = tensors.map(({ data }, i) => data[placeOf(terms[i]!, values)]!);
    const place = placeOf(result, values);
    y.data[place] = y.data[place]! + factors.reduce((product, factor) => product * factor, 1);
  }
  return y;
}

describe('einsum', () => {
  it('of one and two tensors, whatever is summed and in whatever order', async () => {
    const drawn = fc.array(letters, { minLength: 1, maxLength: 2 }).chain((terms) =>
      fc.record({
        terms: fc.constant(terms),
        result: fc.shuffledSubarray([...new Set(terms.flat())], { minLength: 1 }),
      }),
    );
    const agrees = fc.asyncProperty(drawn, async ({ terms, result }) => {
      const tensors = terms.map((term, i) => floats(shapeOf(term), i));
      const equation = `${terms.map((term) => term.join('')).join(',')}->${result.join('')}`;
      const { y } = await runOn(
        createCpuDevice(),
        (inputs) => ({ y: tf.einsum(equation, ...Object.values(inputs)) }),
        Object.fromEntries(tensors.map((tensor, i) => [`x${i}`, tensor])),
      );
      const expected = sumOfProducts(terms, tensors, result);
      expect(y!.shape).toEqual(expected.shape);
      expect(difference(y!, expected)).toBeLessThan(2e-5);
    });
    await fc.assert(agrees, { numRuns: 60 });
  });

  it('to a single number, and over an empty axis', async () => {
    expect(
      await disagreement(({ x, y }) => ({ dot: tf.einsum('i,i->', x!, y!) }), {
        x: floats([4]),
        y: floats([4], 2),
      }),
    ).toBe('');
    expect(
      await disagreement(({ x, y }) => ({ none: tf.einsum('ij,jk->ik', x!, y!) }), {
        x: floats([2, 0]),
        y: floats([0, 3]),
      }),
    ).toBe('');
  });

  it('says which letter does not fit', async () => {
    const inputs = { x: floats([2, 3]), y: floats([4, 5]) };
    const compiled = createCpuDevice().compile(({ x, y }) => ({ z: tf.einsum('ij,jk->ik', x!, y!) }), inputs);
    await expect(compiled).rejects.toThrow('in ij,jk->ik, j is 3 and 4');
  });
});

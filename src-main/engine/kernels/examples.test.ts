import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { liveNodes } from '../graph.ts';
import { trace } from '../trace/trace.ts';
import type { Program } from '../types.ts';
import { examples } from './examples.ts';
import { kernelTable } from './table.ts';
import { disagreement } from './kernel.testing.ts';

const numbered = examples.map((example, i) => ({ ...example, name: `${example.kernel} (${i})` }));

// The linter takes tf.fill for the method of arrays.
const constant = tf.fill;

/** The first element along the last axis, everywhere along it. */
function firstRepeated(x: tf.Tensor): tf.Tensor {
  if (x.size === 0 || x.rank === 0) return x;
  const last = x.rank - 1;
  const begin = x.shape.map(() => 0);
  const first = tf.slice(x, begin, x.shape.with(last, 1));
  return tf.tile(
    first,
    x.shape.map((size, axis) => (axis === last ? size : 1)),
  );
}

describe('the examples of kernels', () => {
  it('leave out no kernel of the table', () => {
    const shown = new Set(examples.map(({ kernel }) => kernel));
    expect([...kernelTable.keys()].filter((kernel) => !shown.has(kernel))).toEqual([]);
  });

  it('show kernels of the table only', () => {
    expect(examples.filter(({ kernel }) => !kernelTable.has(kernel))).toEqual([]);
  });

  it.each(numbered)('$name calls the kernel for its result', ({ kernel, program, inputs }) => {
    const called = liveNodes(trace(program, inputs)).map((node) => node.kernel);
    expect(called).toContain(kernel);
  });

  it.each(numbered)('$name is that of TensorFlow.js', async ({ program, inputs, tolerance }) => {
    expect(await disagreement(program, inputs, tolerance)).toBe('');
  });

  // Such tensors are kept small by the builder until a node needs them whole.
  it.each(numbered)('$name of one number everywhere', async ({ program, inputs, tolerance }) => {
    const filled: Program = (given) =>
      program(
        Object.fromEntries(
          Object.entries(given).map(([name, { shape, dtype }]) => [
            name,
            tf.cast(constant(shape, inputs[name]!.data[0]!), dtype),
          ]),
        ),
      );
    expect(await disagreement(filled, inputs, tolerance)).toBe('');
  });

  it.each(numbered)('$name of what is repeated', async ({ program, inputs, tolerance }) => {
    const repeated: Program = (given) =>
      program(Object.fromEntries(Object.entries(given).map(([name, x]) => [name, firstRepeated(x)])));
    expect(await disagreement(repeated, inputs, tolerance)).toBe('');
  });
});

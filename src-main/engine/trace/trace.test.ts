import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { liveNodes } from '../graph.ts';
import { kernelTable } from '../kernels/table.ts';
import { trace } from './trace.ts';

const vector = { shape: [3], dtype: 'float32' } as const;

describe('a trace', () => {
  it('notes kernels, shapes and types, and leaves no tensor', () => {
    trace(({ x }) => ({ y: tf.neg(x!) }), { x: vector });
    const before = tf.memory().numTensors;
    const graph = trace(({ x }) => ({ y: tf.sum(tf.mul(x!, tf.tensor1d([1, 2, 3]))) }), { x: vector });
    expect(graph.nodes.map(({ kernel }) => kernel)).toEqual(['Multiply', 'Sum']);
    expect(graph.outputs.get('y')).toMatchObject({ shape: [], dtype: 'float32' });
    expect(Array.from(graph.constants.values(), ({ data }) => [...data])).toEqual([[1, 2, 3]]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('follows gradients', () => {
    const program = ({ x }: Record<string, tf.Tensor>) => ({ slope: tf.grad((t) => tf.sum(tf.tanh(t)))(x!) });
    expect(trace(program, { x: vector }).nodes.map(({ kernel }) => kernel)).toContain('Tanh');
  });

  it('knows what no output needs', () => {
    const graph = trace(
      ({ x }) => {
        tf.exp(x!);
        return { y: tf.neg(x!) };
      },
      { x: vector },
    );
    expect(liveNodes(graph).map(({ kernel }) => kernel)).toEqual(['Neg']);
  });

  it('refuses to read a value, and says what to do', () => {
    expect(() => trace(({ x }) => ({ y: tf.scalar(x!.dataSync()[0]!) }), { x: vector })).toThrow(
      'return them as outputs',
    );
  });

  it('names a kernel that cannot be compiled, and the program', () => {
    const distinct = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.unique(x!).values });
    expect(() => trace(distinct, { x: vector })).toThrow(/distinct uses the kernel Unique/);
  });

  it('refuses randomness of the host, which would be the same in every run', () => {
    expect(() => trace(({ x }) => ({ y: tf.dropout(x!, 0.5) }), { x: vector })).toThrow('random');
    expect(Math.random()).toBeLessThan(1);
  });

  it('refuses a tensor of another trace', () => {
    let leaked: tf.Tensor | undefined;
    trace(
      ({ x }) => {
        leaked = tf.keep(tf.neg(x!));
        return { y: tf.exp(x!) };
      },
      { x: vector },
    );
    expect(() => trace(() => ({ y: tf.exp(leaked!) }), {})).toThrow('pass it as an input');
    leaked?.dispose();
  });

  it('refuses one name for an input and an output', () => {
    expect(() => trace(({ x }) => ({ x: tf.neg(x!) }), { x: vector })).toThrow('x is the name');
  });

  it('puts back the backend that was there', () => {
    const before = tf.engine().backendName;
    trace(({ x }) => ({ y: tf.neg(x!) }), { x: vector });
    expect(tf.engine().backendName).toBe(before);
  });

  it('has one entry a kernel', () => {
    expect(kernelTable.get('Add')?.kernel).toBe('Add');
    for (const [name, rule] of kernelTable) expect(rule.kernel).toBe(name);
  });
});

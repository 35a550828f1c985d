import type { Attributes } from '../graph.ts';
import type { OnnxBuilder, Ref } from '../onnx/builder.ts';
import type { TensorSpec } from '../types.ts';

/** The tensors a kernel was called with, by the names TensorFlow.js gives them. */
export class Inputs<T> {
  readonly #byName: ReadonlyMap<string, T>;

  constructor(byName: ReadonlyMap<string, T>) {
    this.#byName = byName;
  }

  get(name: string): T {
    const value = this.#byName.get(name);
    if (value === undefined) throw new Error(`input ${name} is missing`);
    return value;
  }

  /** An input that a caller may leave out. */
  find(name: string): T | undefined {
    return this.#byName.get(name);
  }

  /** All inputs in order, for kernels that take a list. */
  all(): T[] {
    return [...this.#byName.values()];
  }
}

/**
 * What the engine knows of one TensorFlow.js kernel: the shapes and types it gives, and the ONNX nodes that
 * compute it.
 */
export interface Rule {
  readonly kernel: string;
  /** The kernel gives a list of tensors, even where it holds only one. */
  readonly list?: true;
  infer(inputs: Inputs<TensorSpec>, attributes: Attributes): TensorSpec[];
  /** `outputs` is what `infer` said. Must give as many values. */
  lower(b: OnnxBuilder, inputs: Inputs<Ref>, attributes: Attributes, outputs: readonly TensorSpec[]): Ref[];
}

export function numberOf(attributes: Attributes, name: string): number {
  const value = attributes[name];
  if (typeof value !== 'number') throw new TypeError(`attribute ${name} must be a number`);
  return value;
}

export function numbersOf(attributes: Attributes, name: string): number[] {
  const value = attributes[name];
  if (typeof value === 'number') return [value];
  if (!isNumbers(value)) throw new TypeError(`attribute ${name} must be a list of numbers`);
  return [...value];
}

function isNumbers(value: unknown): value is ArrayLike<number> & Iterable<number> {
  return (
    (Array.isArray(value) || ArrayBuffer.isView(value)) &&
    'length' in value &&
    Array.from(value as ArrayLike<unknown>).every((item) => typeof item === 'number')
  );
}

export function flagOf(attributes: Attributes, name: string): boolean {
  return attributes[name] === true;
}

export function textOf(attributes: Attributes, name: string): string {
  const value = attributes[name];
  if (typeof value !== 'string') throw new TypeError(`attribute ${name} must be a text`);
  return value;
}

/** Axes counted from the front, sorted; none given means all of them. */
export function axesOf(attributes: Attributes, rank: number, name = 'axis'): number[] {
  const value = attributes[name];
  const given = value === undefined || value === null ? [] : numbersOf(attributes, name);
  const axes = given.length > 0 ? given : Array.from({ length: rank }, (_, i) => i);
  return axes.map((axis) => axisFromFront(axis, rank)).sort((a, b) => a - b);
}

export function axisFromFront(axis: number, rank: number): number {
  const front = axis < 0 ? axis + rank : axis;
  if (!(front >= 0 && front < Math.max(rank, 1))) {
    throw new RangeError(`axis ${axis} is outside a tensor of rank ${rank}`);
  }
  return front;
}

/** The shape two tensors have when one is broadcast to the other. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new RangeError(`shapes (${a.join(', ')}) and (${b.join(', ')}) do not broadcast`);
    }
    return x === 1 ? y : x;
  });
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

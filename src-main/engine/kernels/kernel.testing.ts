import * as fc from 'fast-check';
import { createCpuDevice } from '../cpu.ts';
import { referenceDevice } from '../reference.ts';
import type { Device, HostTensor, Program } from '../types.ts';

const cpu = createCpuDevice({ threads: 1 });

export async function runOn(
  device: Device,
  program: Program,
  inputs: Readonly<Record<string, HostTensor>>,
): Promise<Record<string, HostTensor>> {
  const executable = await device.compile(program, inputs);
  try {
    const results = await executable.run(inputs);
    const host: Record<string, HostTensor> = {};
    for (const [name, tensor] of Object.entries(results)) host[name] = await tensor.read();
    return host;
  } finally {
    await executable.dispose();
  }
}

/** The largest difference of two tensors, in units of 1 + |expected|. */
export function difference(actual: HostTensor, expected: HostTensor): number {
  let largest = 0;
  for (const [i, value] of expected.data.entries()) {
    const given = actual.data[i]!;
    if (Object.is(given, value) || given === value) continue;
    const error = Math.abs(given - value) / (1 + Math.abs(value));
    largest = Math.max(largest, Number.isNaN(error) ? Infinity : error);
  }
  return largest;
}

/**
 * What differs between the program on the device and with TensorFlow.js's own processor kernels, or '' where they
 * agree in names, shapes, types and values.
 */
export async function disagreement(
  program: Program,
  inputs: Readonly<Record<string, HostTensor>>,
  tolerance = 2e-5,
  device: Device = cpu,
): Promise<string> {
  const expected = await runOn(referenceDevice, program, inputs);
  const actual = await runOn(device, program, inputs);
  for (const [name, tensor] of Object.entries(expected)) {
    const given = actual[name];
    if (!given) return `${name} is missing`;
    if (given.dtype !== tensor.dtype || given.shape.join() !== tensor.shape.join()) {
      return `${name} is ${given.dtype} (${given.shape.join()}), not ${tensor.dtype} (${tensor.shape.join()})`;
    }
    const error = difference(given, tensor);
    if (!(error <= tolerance))
      return `${name} differs by ${error}: ${given.data.join()} not ${tensor.data.join()}`;
  }
  return '';
}

/** The first disagreement on drawn inputs, with the smallest inputs that show it, or ''. */
export async function disagreementOn<T>(
  inputs: fc.Arbitrary<T>,
  body: (drawn: T) => { program: Program; inputs: Record<string, HostTensor>; tolerance?: number },
  numRuns = 12,
): Promise<string> {
  const agrees = fc.asyncProperty(inputs, async (drawn) => {
    const { program, inputs: given, tolerance } = body(drawn);
    const found = await disagreement(program, given, tolerance);
    if (found !== '') throw new Error(found);
  });
  const details = await fc.check(agrees, { numRuns });
  if (!details.failed) return '';
  return `${JSON.stringify(details.counterexample)}: ${String(details.errorInstance)}`;
}

export interface ShapeOptions {
  minRank?: number;
  maxRank?: number;
  /** Smallest size of an axis; 0 gives empty tensors now and then. */
  min?: 0 | 1;
}

/** Shapes of rank 0 to 5; about one in six is that of an empty tensor. */
export function shapes({ minRank = 0, maxRank = 5, min = 0 }: ShapeOptions = {}): fc.Arbitrary<number[]> {
  const size = fc.integer({ min: 1, max: 4 });
  const axis =
    min === 1 ? size : fc.oneof({ weight: 12, arbitrary: size }, { weight: 1, arbitrary: fc.constant(0) });
  return fc.array(axis, { minLength: minRank, maxLength: maxRank, size: 'max' });
}

/** Two shapes that broadcast. */
export function broadcastingShapes(options: ShapeOptions = {}): fc.Arbitrary<[number[], number[]]> {
  return shapes(options).chain((shape) => {
    const part = fc
      .tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
      .map(([drop, ones]) => shape.map((size, i) => (ones[i] ? 1 : size)).slice(drop));
    return fc.oneof(
      fc.tuple(part, fc.constant(shape)),
      fc.tuple(fc.constant(shape), part),
      fc.tuple(part, part),
    );
  });
}

/** A shape with one of its axes, counted from either end, and a seed. */
export function shapesWithAxis(options: ShapeOptions = {}): fc.Arbitrary<[number[], number, number]> {
  return shapes({ minRank: 1, ...options }).chain((shape) =>
    fc.tuple(fc.constant(shape), fc.integer({ min: -shape.length, max: shape.length - 1 }), fc.nat(99)),
  );
}

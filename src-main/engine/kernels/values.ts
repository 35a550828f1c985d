import { sizeOf } from '../host.ts';
import type { HostTensor } from '../types.ts';

/** A number that depends on place and seed, between -1 and 1; no two near each other are the same. */
function wobble(i: number, seed: number): number {
  const x = Math.sin(i * 127.1 + seed * 311.7 + 0.5) * 43758.5453;
  return 2 * (x - Math.floor(x)) - 1;
}

/** Numbers from `low` to `high`, the same for the same seed. */
export function floats(shape: readonly number[], seed = 1, low = -3, high = 3): HostTensor {
  const data = Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => low + ((wobble(i, seed) + 1) / 2) * (high - low),
  );
  return { shape, dtype: 'float32', data };
}

/** Integers from `low` to `high`, both included. */
export function ints(shape: readonly number[], seed = 1, low = -5, high = 5): HostTensor {
  const data = Int32Array.from(
    { length: sizeOf(shape) },
    (_, i) => low + Math.floor(((wobble(i, seed) + 1) / 2) * (high - low + 1)),
  );
  return { shape, dtype: 'int32', data };
}

/** Flags, about half of them set. */
export function flags(shape: readonly number[], seed = 1): HostTensor {
  const data = Uint8Array.from({ length: sizeOf(shape) }, (_, i) => Number(wobble(i, seed) > 0));
  return { shape, dtype: 'bool', data };
}

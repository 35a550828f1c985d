import type { DType, HostTensor } from './types.ts';

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const dimension of shape) size *= dimension;
  return size;
}

function check(shape: readonly number[], length: number): void {
  if (sizeOf(shape) !== length) {
    throw new RangeError(`shape (${shape.join(', ')}) has ${sizeOf(shape)} elements, the data has ${length}`);
  }
}

/** A float32 host tensor; a typed array is taken as it is, not copied. */
export function float32(shape: readonly number[], data: Float32Array | readonly number[]): HostTensor {
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  check(shape, values.length);
  return { shape: [...shape], dtype: 'float32', data: values };
}

/** An int32 host tensor; a typed array is taken as it is, not copied. */
export function int32(shape: readonly number[], data: Int32Array | readonly number[]): HostTensor {
  const values = data instanceof Int32Array ? data : Int32Array.from(data);
  check(shape, values.length);
  return { shape: [...shape], dtype: 'int32', data: values };
}

/** A bool host tensor, one byte an element. */
export function bool(shape: readonly number[], data: Uint8Array | readonly boolean[]): HostTensor {
  const values = data instanceof Uint8Array ? data : Uint8Array.from(data, Number);
  check(shape, values.length);
  return { shape: [...shape], dtype: 'bool', data: values };
}

/** A float32 scalar. */
export function scalar(value: number): HostTensor {
  return { shape: [], dtype: 'float32', data: Float32Array.of(value) };
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Zeros of a shape and type. */
export function zeros(shape: readonly number[], dtype: DType = 'float32'): HostTensor {
  return { shape: [...shape], dtype, data: new arrays[dtype](sizeOf(shape)) };
}

/** A copy with memory of its own. */
export function copyHost(tensor: HostTensor): HostTensor {
  return { shape: [...tensor.shape], dtype: tensor.dtype, data: tensor.data.slice() };
}

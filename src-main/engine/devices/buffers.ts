import { type Tensor, ort } from '../onnxruntime.ts';
import { zeros } from '../host.ts';
import type { TensorSpec } from '../types.ts';

const defaultLimit = 256 * 2 ** 20;

/**
 * Host memory for outputs, used again once it was released: fresh memory for every output of every step costs more
 * than computing small ones. What waits to be used again is bounded; shapes that were given back longest ago go first.
 */
export class Buffers {
  /** By type and shape, the most recently given back last. */
  readonly #free = new Map<string, Tensor[]>();
  readonly #limit: number;
  #bytes = 0;
  #users = 0;

  /** @param limit bytes that may wait to be used again */
  constructor(limit = defaultLimit) {
    this.#limit = limit;
  }

  /** Bytes that wait to be used again. */
  get waiting(): number {
    return this.#bytes;
  }

  take({ dtype, shape }: TensorSpec): Tensor {
    const tensor = this.#free.get(keyOf(dtype, shape))?.pop();
    if (!tensor) return new ort.Tensor(dtype, zeros(shape, dtype).data, shape);
    this.#bytes -= bytesOf(tensor);
    return tensor;
  }

  giveBack(tensor: Tensor): void {
    if (this.#users === 0) return;
    const key = keyOf(tensor.type, tensor.dims);
    const free = this.#free.get(key) ?? [];
    free.push(tensor);
    this.#free.delete(key);
    this.#free.set(key, free);
    this.#bytes += bytesOf(tensor);
    for (const [oldest, tensors] of this.#free) {
      if (this.#bytes <= this.#limit) break;
      for (const old of tensors) this.#bytes -= bytesOf(old);
      this.#free.delete(oldest);
    }
  }

  /** One more program writes into them. */
  open(): void {
    this.#users++;
  }

  /** One less; with the last one the memory goes. */
  close(): void {
    this.#users--;
    if (this.#users > 0) return;
    this.#free.clear();
    this.#bytes = 0;
  }
}

function keyOf(dtype: string, shape: readonly number[]): string {
  return `${dtype} ${shape.join()}`;
}

function bytesOf(tensor: Tensor): number {
  return (tensor.type === 'bool' ? 1 : 4) * tensor.size;
}

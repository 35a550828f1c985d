import * as ort from 'onnxruntime-node';
import { zeros } from '../host.ts';
import type { TensorSpec } from '../types.ts';

/**
 * Host memory for outputs, used again once it was released: fresh memory for every output of every step costs more
 * than computing small ones.
 */
export class Buffers {
  readonly #free = new Map<string, ort.Tensor[]>();
  #users = 0;

  take({ dtype, shape }: TensorSpec): ort.Tensor {
    return (
      this.#free.get(keyOf(dtype, shape))?.pop() ?? new ort.Tensor(dtype, zeros(shape, dtype).data, shape)
    );
  }

  giveBack(tensor: ort.Tensor): void {
    if (this.#users === 0) return;
    const key = keyOf(tensor.type, tensor.dims);
    const free = this.#free.get(key);
    if (free) free.push(tensor);
    else this.#free.set(key, [tensor]);
  }

  /** One more program writes into them. */
  open(): void {
    this.#users++;
  }

  /** One less; with the last one the memory goes. */
  close(): void {
    this.#users--;
    if (this.#users === 0) this.#free.clear();
  }
}

function keyOf(dtype: string, shape: readonly number[]): string {
  return `${dtype} ${shape.join()}`;
}

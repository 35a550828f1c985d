import type { Tensor } from '../onnxruntime.ts';
import { asDType } from '../graph.ts';
import { bool, copyHost, float32, int32 } from '../host.ts';
import type { DeviceTensor, DType, HostTensor } from '../types.ts';
import { count } from './live.ts';
import type { Transfers } from './transfers.ts';

/** A tensor of an ONNX Runtime device: in host memory, or in the graphics card's. */
export class OrtTensor implements DeviceTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly #transfers: Transfers | undefined;
  readonly #giveBack: ((tensor: Tensor) => void) | undefined;
  #tensor: Tensor | undefined;
  /** Released, but a run still reads it. */
  #leaving: Tensor | undefined;
  #runs = 0;
  #moving: Promise<Tensor> | undefined;

  /**
   * @param transfers where the device has memory of its own
   * @param giveBack who takes the memory back when the tensor is released
   */
  constructor(tensor: Tensor, transfers: Transfers | undefined, giveBack?: (tensor: Tensor) => void) {
    this.#tensor = tensor;
    this.#transfers = transfers;
    this.#giveBack = giveBack;
    this.shape = tensor.dims;
    this.dtype = asDType(tensor.type);
    transfers?.hold();
    count('tensors', 1);
  }

  get location(): Tensor.DataLocation {
    return this.#held().location;
  }

  /** What a session is fed. A tensor that was uploaded moves to the device when it is first used, and stays. */
  async onDevice(): Promise<Tensor> {
    const tensor = this.#held();
    if (!this.#transfers || tensor.location !== 'cpu') return tensor;
    this.#moving ??= this.#move(this.#transfers, tensor);
    return this.#moving;
  }

  async #move(transfers: Transfers, tensor: Tensor): Promise<Tensor> {
    try {
      const moved = await transfers.toDevice(tensor);
      if (this.#tensor === tensor) this.#tensor = moved;
      else moved.dispose();
      return moved;
    } finally {
      this.#moving = undefined;
    }
  }

  async read(): Promise<HostTensor> {
    const tensor = this.#held();
    if (tensor.location === 'cpu' || !this.#transfers) return copyHost(hostOf(tensor));
    return hostOf(await this.#transfers.toHost(tensor));
  }

  async peek(): Promise<HostTensor> {
    const tensor = this.#held();
    return tensor.location === 'cpu' ? hostOf(tensor) : this.read();
  }

  release(): void {
    const tensor = this.#tensor;
    if (!tensor) return;
    this.#tensor = undefined;
    this.#leaving = tensor;
    count('tensors', -1);
    if (this.#runs === 0) this.#free();
  }

  /** A run reads it from now on: a release waits until the run is `done`. */
  use(): void {
    this.#held();
    this.#runs++;
  }

  done(): void {
    this.#runs--;
    if (this.#runs === 0 && this.#leaving) this.#free();
  }

  #free(): void {
    const tensor = this.#leaving!;
    this.#leaving = undefined;
    this.#giveBack?.(tensor);
    if (tensor.location !== 'cpu') tensor.dispose();
    this.#transfers?.letGo();
  }

  #held(): Tensor {
    if (!this.#tensor) throw new Error('a tensor was used after it was released');
    return this.#tensor;
  }
}

function hostOf(tensor: Tensor): HostTensor {
  const { data, dims } = tensor;
  if (data instanceof Float32Array) return float32(dims, data);
  if (data instanceof Int32Array) return int32(dims, data);
  if (data instanceof Uint8Array) return bool(dims, data);
  throw new TypeError(`outputs of type ${tensor.type} are not supported`);
}

import '../gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { asDType } from '../graph.ts';
import { copyHost } from '../host.ts';
import { withBackend } from '../trace/with-backend.ts';
import {
  type Device,
  type DeviceTensor,
  type DType,
  type Executable,
  type HostTensor,
  type Program,
  type Signature,
  type TensorSpec,
  without,
} from '../types.ts';
import { explained } from './failure.ts';

// Without this TensorFlow.js prints an advertisement.
tf.enableProdMode();

/** A device that runs programs one operation after another, on a backend of TensorFlow.js that is registered. */
export function createEagerDevice(name: string, backend: string): Device {
  return {
    name,
    upload: (tensor) => new EagerTensor(tensor, copyHost(tensor), backend),
    compile: (program, signature, { keep = [], constants = {} } = {}) => {
      const kept = new Set(keep);
      const executable: Executable = {
        signature: without(signature, constants),
        run: (given) => {
          const inputs = { ...given, ...constants };
          try {
            return Promise.resolve(
              withBackend(backend, () => runEagerly(program, signature, inputs, backend, kept)),
            );
          } catch (error) {
            return Promise.reject(asError(explained(error, name)));
          }
        },
        dispose: () => Promise.resolve(),
      };
      return Promise.resolve(executable);
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function runEagerly(
  program: Program,
  signature: Signature,
  inputs: Readonly<Record<string, HostTensor | DeviceTensor>>,
  backend: string,
  kept: ReadonlySet<string>,
): Record<string, DeviceTensor> {
  const results: Record<string, DeviceTensor> = {};
  tf.tidy(() => {
    const tensors: Record<string, tf.Tensor> = {};
    for (const name of Object.keys(signature)) {
      const input = inputs[name];
      if (!input) throw new Error(`input ${name} is missing`);
      if (input instanceof EagerTensor) tensors[name] = input.onDevice();
      else if ('data' in input) tensors[name] = tensorOf(input);
      else throw new Error('an input lives on another device');
    }
    for (const [name, tensor] of Object.entries(program(tensors))) {
      const spec = { shape: tensor.shape, dtype: asDType(tensor.dtype) };
      // A copy, for the program may hand out an input.
      const value = kept.has(name) ? tf.keep(tf.clone(tensor)) : { ...spec, data: tensor.dataSync().slice() };
      results[name] = new EagerTensor(spec, value, backend);
    }
  });
  return results;
}

/** On the host until it is first used, or where it was not asked to stay; else on the backend. */
class EagerTensor implements DeviceTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly #backend: string;
  #value: tf.Tensor | HostTensor | undefined;

  constructor({ shape, dtype }: TensorSpec, value: tf.Tensor | HostTensor, backend: string) {
    this.shape = shape;
    this.dtype = dtype;
    this.#value = value;
    this.#backend = backend;
  }

  /** Call it with the backend in use. What came from the host stays on the device from now on. */
  onDevice(): tf.Tensor {
    const value = this.#held();
    if (value instanceof tf.Tensor) return value;
    const moved = tf.keep(tensorOf(value));
    this.#value = moved;
    return moved;
  }

  read(): Promise<HostTensor> {
    const value = this.#held();
    if (!(value instanceof tf.Tensor)) return Promise.resolve(copyHost(value));
    const data = withBackend(this.#backend, () => value.dataSync().slice());
    return Promise.resolve({ shape: this.shape, dtype: this.dtype, data });
  }

  peek(): Promise<HostTensor> {
    const value = this.#held();
    return value instanceof tf.Tensor ? this.read() : Promise.resolve(value);
  }

  release(): void {
    if (this.#value instanceof tf.Tensor) this.#value.dispose();
    this.#value = undefined;
  }

  #held(): tf.Tensor | HostTensor {
    if (!this.#value) throw new Error('a tensor was used after it was released');
    return this.#value;
  }
}

function tensorOf({ data, shape, dtype }: HostTensor): tf.Tensor {
  return tf.tensor(data.slice(), [...shape], dtype);
}

import '@tensorflow/tfjs-backend-cpu';
import './gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { asDType } from './graph.ts';
import { copyHost } from './host.ts';
import { withBackend } from './trace/with-backend.ts';
import type { Device, DeviceTensor, Executable, HostTensor, Program, Signature } from './types.ts';

// Without this TensorFlow.js prints an advertisement.
tf.enableProdMode();

/** TensorFlow.js's own kernels, run one by one: slow, and what every other device is checked against. */
export const referenceDevice: Device = {
  name: 'reference',
  upload: (tensor) => held(copyHost(tensor)),
  compile: (program, signature) => {
    const executable: Executable = {
      signature,
      run: (inputs) => Promise.resolve(withBackend('cpu', () => runEagerly(program, signature, inputs))),
      dispose: () => Promise.resolve(),
    };
    return Promise.resolve(executable);
  },
};

function runEagerly(
  program: Program,
  signature: Signature,
  inputs: Readonly<Record<string, HostTensor | DeviceTensor>>,
): Record<string, DeviceTensor> {
  const results: Record<string, DeviceTensor> = {};
  tf.tidy(() => {
    const tensors: Record<string, tf.Tensor> = {};
    for (const name of Object.keys(signature)) {
      const input = inputs[name];
      if (!input) throw new Error(`input ${name} is missing`);
      const { data, shape, dtype } = hostOf(input);
      tensors[name] = tf.tensor(data.slice(), [...shape], dtype);
    }
    for (const [name, tensor] of Object.entries(program(tensors))) {
      const { shape } = tensor;
      results[name] = held({ shape, dtype: asDType(tensor.dtype), data: tensor.dataSync().slice() });
    }
  });
  return results;
}

class HeldTensor implements DeviceTensor {
  readonly shape: readonly number[];
  readonly dtype: HostTensor['dtype'];
  readonly host: HostTensor;

  constructor(host: HostTensor) {
    this.host = host;
    this.shape = host.shape;
    this.dtype = host.dtype;
  }

  release(): void {}

  read(): Promise<HostTensor> {
    return Promise.resolve(copyHost(this.host));
  }
}

function held(host: HostTensor): HeldTensor {
  return new HeldTensor(host);
}

function hostOf(input: HostTensor | DeviceTensor): HostTensor {
  if (input instanceof HeldTensor) return input.host;
  if ('data' in input) return input;
  throw new Error('an input lives on another device');
}

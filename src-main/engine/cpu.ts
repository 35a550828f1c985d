import * as ort from 'onnxruntime-node';
import { asDType } from './graph.ts';
import { bool, copyHost, float32, int32 } from './host.ts';
import { toOnnx } from './onnx/lower.ts';
import { sameShape } from './kernels/rule.ts';
import { trace } from './trace/trace.ts';
import type {
  Device,
  DeviceTensor,
  Executable,
  HostTensor,
  Program,
  Signature,
  TensorSpec,
} from './types.ts';

/**
 * How long a thread waits for work before it sleeps. ONNX Runtime's own, longer wait is no faster on an idle machine
 * and twice as slow where other programs want the cores too (docs/engine.md).
 */
const waitMicroseconds = '50';

export interface CpuOptions {
  /** Threads of one operation. */
  threads?: number;
}

/** Device memory is host memory here: nothing is copied until it is read. */
class CpuTensor implements DeviceTensor {
  readonly shape: readonly number[];
  readonly dtype: HostTensor['dtype'];
  #tensor: ort.Tensor | undefined;

  constructor(tensor: ort.Tensor) {
    this.#tensor = tensor;
    this.shape = tensor.dims;
    this.dtype = asDType(tensor.type);
  }

  get tensor(): ort.Tensor {
    if (!this.#tensor) throw new Error('a tensor was used after it was released');
    return this.#tensor;
  }

  release(): void {
    this.#tensor = undefined;
  }

  read(): Promise<HostTensor> {
    return Promise.resolve(copyHost(hostOf(this.tensor)));
  }
}

function hostOf(tensor: ort.Tensor): HostTensor {
  const { data, dims } = tensor;
  if (data instanceof Float32Array) return float32(dims, data);
  if (data instanceof Int32Array) return int32(dims, data);
  if (data instanceof Uint8Array) return bool(dims, data);
  throw new TypeError(`outputs of type ${tensor.type} are not supported`);
}

function ortTensor({ shape, dtype, data }: HostTensor): ort.Tensor {
  return new ort.Tensor(dtype, data, shape);
}

function checkInput(name: string, given: TensorSpec | undefined, wanted: TensorSpec): void {
  if (!given) throw new Error(`input ${name} is missing`);
  if (given.dtype !== wanted.dtype || !sameShape(given.shape, wanted.shape)) {
    throw new Error(
      `input ${name} is ${given.dtype} (${given.shape.join(', ')}), ` +
        `the program was compiled for ${wanted.dtype} (${wanted.shape.join(', ')})`,
    );
  }
}

class CpuExecutable implements Executable {
  readonly signature: Signature;
  #session: ort.InferenceSession | undefined;

  constructor(session: ort.InferenceSession, signature: Signature) {
    this.#session = session;
    this.signature = signature;
  }

  async run(inputs: Record<string, HostTensor | DeviceTensor>): Promise<Record<string, DeviceTensor>> {
    if (!this.#session) throw new Error('a program was run after it was disposed');
    const feeds: Record<string, ort.Tensor> = {};
    for (const [name, spec] of Object.entries(this.signature)) {
      const input = inputs[name];
      checkInput(name, input, spec);
      if (input instanceof CpuTensor) feeds[name] = input.tensor;
      else if (input && 'data' in input) feeds[name] = ortTensor(input);
      else throw new Error(`input ${name} lives on another device`);
    }
    const results = await this.#session.run(feeds);
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, new CpuTensor(tensor)]));
  }

  async dispose(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.release();
  }
}

/** The processor, through ONNX Runtime. Tensors given to `upload` are used in place: do not change them after. */
export function createCpuDevice({ threads = 2 }: CpuOptions = {}): Device {
  return {
    name: 'cpu',
    upload: (tensor) => new CpuTensor(ortTensor(tensor)),
    compile: async (program: Program, signature: Signature): Promise<Executable> => {
      const session = await ort.InferenceSession.create(toOnnx(trace(program, signature)), {
        executionProviders: ['cpu'],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        extra: { session: { intra_op: { spin_duration_us: waitMicroseconds } } },
        logSeverityLevel: 3,
      });
      return new CpuExecutable(session, signature);
    },
  };
}

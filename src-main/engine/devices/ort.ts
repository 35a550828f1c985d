import { type Tensor, ort } from '../onnxruntime.ts';
import { sameShape } from '../kernels/rule.ts';
import { toOnnx } from '../onnx/lower.ts';
import { trace } from '../trace/trace.ts';
import {
  type Device,
  type DeviceTensor,
  type Executable,
  type HostTensor,
  type Signature,
  type TensorSpec,
  without,
} from '../types.ts';
import { Buffers } from './buffers.ts';
import { OrtTensor } from './ort-tensor.ts';
import { makeSession, Session, type MakeSession } from './session.ts';
import { Transfers } from './transfers.ts';

/** ONNX Runtime's execution providers that the engine uses. What a provider lacks runs on the processor. */
export type Provider = 'cpu' | 'webgpu' | 'cuda';

export interface OrtOptions {
  provider: Provider;
  /** Threads of one operation on the processor. */
  threads?: number;
  /** Makes the sessions; tests put failing ones here. */
  make?: MakeSession;
}

/**
 * How long a thread waits for work before it sleeps. ONNX Runtime's own, longer wait is no faster on an idle machine
 * and twice as slow where other programs want the cores too (docs/engine.md).
 */
const waitMicroseconds = '50';

/** On the processor a normalised sum as one node takes four times as long as the sum and its normalisation. */
const slowFusions = 'SkipLayerNormFusion';

/**
 * A device through ONNX Runtime. With `webgpu` the outputs that `compile` is told to keep, and what is uploaded,
 * stay in the graphics card's memory; the binding for Node can keep nothing there for the other providers.
 * Tensors given to `upload` are used in place: do not change them after.
 */
export function createOrtDevice({ provider, threads = 2, make = makeSession }: OrtOptions): Device {
  const keeps = provider === 'webgpu';
  const session = (model: Uint8Array, kept: readonly string[], lean = false) =>
    Session.create(
      make,
      model,
      {
        executionProviders: [provider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        extra: {
          session: { intra_op: { spin_duration_us: waitMicroseconds } },
          ...(provider === 'cpu' && { optimization: { disable_specified_optimizers: slowFusions } }),
        },
        // Its errors are thrown as well; printed they would stand beside the sentence that says what to do.
        logSeverityLevel: 4,
        ...(lean && { enableCpuMemArena: false, enableMemPattern: false }),
        ...(keeps && { preferredOutputLocation: onDevice(kept) }),
      },
      provider,
    );
  const transfers = keeps ? new Transfers(session) : undefined;
  const buffers = provider === 'cpu' ? new Buffers() : undefined;
  return {
    name: provider,
    upload: (tensor) => new OrtTensor(ortTensor(tensor), transfers),
    compile: async (program, signature, { keep = [], name, lean, constants = {}, int8 = false } = {}) => {
      const graph = trace(program, signature, name);
      const kept = keep.filter((name) => graph.outputs.has(name));
      const outputs = buffers && { buffers, specs: graph.outputs };
      const model = toOnnx(graph, { weights: constants, int8: int8 && provider === 'cpu' });
      const made = await session(model, kept, lean);
      return new OrtExecutable(made, without(signature, constants), transfers, outputs);
    },
  };
}

/** Where the outputs of a program are written, and what they are. */
interface Outputs {
  buffers: Buffers;
  specs: ReadonlyMap<string, TensorSpec>;
}

class OrtExecutable implements Executable {
  readonly signature: Signature;
  readonly #session: Session;
  readonly #transfers: Transfers | undefined;
  #outputs: Outputs | undefined;

  constructor(
    session: Session,
    signature: Signature,
    transfers: Transfers | undefined,
    outputs: Outputs | undefined,
  ) {
    this.#session = session;
    this.signature = signature;
    this.#transfers = transfers;
    this.#outputs = outputs;
    outputs?.buffers.open();
  }

  async run(inputs: Record<string, HostTensor | DeviceTensor>): Promise<Record<string, DeviceTensor>> {
    const read = Object.keys(this.signature)
      .map((name) => inputs[name])
      .filter((input) => input instanceof OrtTensor);
    for (const tensor of read) tensor.use();
    try {
      return await this.#run(inputs);
    } finally {
      for (const tensor of read) tensor.done();
    }
  }

  async #run(inputs: Record<string, HostTensor | DeviceTensor>): Promise<Record<string, DeviceTensor>> {
    const feeds: Record<string, Tensor> = {};
    for (const [name, spec] of Object.entries(this.signature)) {
      const input = inputs[name];
      checkInput(name, input, spec);
      if (input instanceof OrtTensor) feeds[name] = await input.onDevice();
      else if (input && 'data' in input) feeds[name] = ortTensor(input);
      else throw new Error(`input ${name} lives on another device`);
    }
    const { buffers, specs } = this.#outputs ?? {};
    const into =
      buffers && specs && Object.fromEntries(Array.from(specs, ([name, spec]) => [name, buffers.take(spec)]));
    const results = await this.#session.run(feeds, into);
    const giveBack = buffers && ((tensor: Tensor) => buffers.giveBack(tensor));
    return Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => [
        name,
        new OrtTensor(tensor, this.#transfers, giveBack),
      ]),
    );
  }

  async dispose(): Promise<void> {
    this.#outputs?.buffers.close();
    this.#outputs = undefined;
    await this.#session.release();
  }
}

function onDevice(names: readonly string[]): Record<string, Tensor.DataLocation> {
  return Object.fromEntries(names.map((name) => [name, 'gpu-buffer']));
}

function ortTensor({ shape, dtype, data }: HostTensor): Tensor {
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

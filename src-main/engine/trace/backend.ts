import { DataStorage, KernelBackend, engine, registerBackend, registerKernel } from '@tensorflow/tfjs-core';
import type { DataId, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { asDType, type Attributes, type GraphNode, type Value } from '../graph.ts';
import { sizeOf } from '../host.ts';
import { kernelTable } from '../kernels/table.ts';
import { Inputs } from '../kernels/rule.ts';
import type { DType, HostTensor, TensorSpec } from '../types.ts';

export const traceBackendName = 'trace';

type Stored =
  | { value: Value; recorder: Recorder; references: number }
  | { constant: HostTensor; references: number };

/** What one run of a program was seen to do. */
export class Recorder {
  readonly nodes: GraphNode[] = [];
  readonly constants = new Map<Value, HostTensor>();
  readonly #constantValues = new Map<HostTensor, Value>();
  #count = 0;

  value({ shape, dtype }: TensorSpec): Value {
    return { id: this.#count++, shape: [...shape], dtype };
  }

  constant(tensor: HostTensor): Value {
    const known = this.#constantValues.get(tensor);
    if (known) return known;
    const value = this.value(tensor);
    this.#constantValues.set(tensor, value);
    this.constants.set(value, tensor);
    return value;
  }
}

/** A TensorFlow.js backend that computes shapes and types only, and notes which kernels were called. */
class TraceBackend extends KernelBackend {
  readonly #storage: DataStorage<Stored>;
  recorder: Recorder | undefined;

  constructor() {
    super();
    this.#storage = new DataStorage<Stored>(this, engine());
  }

  override numDataIds(): number {
    return this.#storage.numDataIds();
  }

  override write(values: HostTensor['data'], shape: number[], dtype: string): DataId {
    const id = {};
    this.#store(id, values, shape, dtype, 1);
    return id;
  }

  override move(
    id: DataId,
    values: HostTensor['data'],
    shape: number[],
    dtype: string,
    references: number,
  ): void {
    this.#store(id, values, shape, dtype, references);
  }

  #store(
    id: DataId,
    values: ArrayLike<number> | undefined,
    shape: number[],
    dtype: string,
    references: number,
  ) {
    this.#storage.set(id, { constant: constantOf(values, shape, asDType(dtype)), references });
  }

  /** A new tensor of the program that is being traced. */
  place(recorder: Recorder, value: Value): TensorInfo {
    const dataId = {};
    this.#storage.set(dataId, { value, recorder, references: 1 });
    return { dataId, shape: [...value.shape], dtype: value.dtype };
  }

  find(recorder: Recorder, { dataId }: Pick<TensorInfo, 'dataId'>): Value {
    const stored = this.#storage.get(dataId);
    if ('constant' in stored) return recorder.constant(stored.constant);
    if (stored.recorder !== recorder) {
      throw new Error('a tensor of one traced program was used in another: pass it as an input');
    }
    return stored.value;
  }

  override readSync(id: DataId): HostTensor['data'] {
    const stored = this.#storage.get(id);
    if ('constant' in stored) return stored.constant.data;
    throw new Error(
      'a compiled program cannot read the values of its tensors (data, dataSync, array, print): ' +
        'return them as outputs, or compute with TensorFlow.js operations only',
    );
  }

  override read(id: DataId): Promise<HostTensor['data']> {
    return Promise.resolve(this.readSync(id));
  }

  override disposeData(id: DataId, force = false): boolean {
    if (!this.#storage.has(id)) return true;
    const stored = this.#storage.get(id);
    stored.references--;
    if (!force && stored.references > 0) return false;
    this.#storage.delete(id);
    return true;
  }

  override refCount(id: DataId): number {
    return this.#storage.has(id) ? this.#storage.get(id).references : 0;
  }

  override incRef(id: DataId): void {
    this.#storage.get(id).references++;
  }

  override memory() {
    return { unreliable: false };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.recorder = undefined;
  }

  /** Runs a kernel: notes it and gives tensors without values. */
  call(kernel: string, inputs: NamedTensorInfoMap, attributes: Attributes): TensorInfo | TensorInfo[] {
    const { recorder } = this;
    const rule = kernelTable.get(kernel);
    if (!recorder || !rule) throw new Error(`${kernel} was called outside a trace`);
    const values = new Map<string, Value>();
    for (const [name, info] of Object.entries(inputs)) {
      if (info) values.set(name, this.find(recorder, info));
    }
    const outputs = rule
      .infer(new Inputs<TensorSpec>(values), attributes)
      .map((spec) => recorder.value(spec));
    recorder.nodes.push({ kernel, inputs: values, attributes, outputs });
    const placed = outputs.map((value) => this.place(recorder, value));
    return rule.list ? placed : placed[0]!;
  }
}

function constantOf(values: ArrayLike<number> | undefined, shape: number[], dtype: DType): HostTensor {
  const size = sizeOf(shape);
  const data = values ?? { length: size };
  switch (dtype) {
    case 'float32':
      return { shape, dtype, data: values instanceof Float32Array ? values : Float32Array.from(data) };
    case 'int32':
      return { shape, dtype, data: values instanceof Int32Array ? values : Int32Array.from(data) };
    case 'bool':
      return { shape, dtype, data: values instanceof Uint8Array ? values : Uint8Array.from(data) };
    default:
      throw new TypeError('unknown type');
  }
}

let instance: TraceBackend | undefined;

/** The tracing backend, registered with TensorFlow.js the first time it is asked for. */
export function traceBackend(): TraceBackend {
  if (instance) return instance;
  const backend = new TraceBackend();
  registerBackend(traceBackendName, () => backend, 0);
  for (const kernel of kernelTable.keys()) {
    registerKernel({
      kernelName: kernel,
      backendName: traceBackendName,
      kernelFunc: ({ inputs, attrs }) => backend.call(kernel, inputs, attrs ?? {}),
    });
  }
  instance = backend;
  return backend;
}

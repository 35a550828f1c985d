import { sizeOf } from '../host.ts';
import type { DType, HostTensor, TensorSpec } from '../types.ts';
import type { AttributeValue, ElementType, OnnxNode, OnnxTensor } from './proto.ts';

/**
 * A tensor of the ONNX graph that is being written. One with the same number everywhere, and one that is a
 * smaller tensor repeated, gets a name only when some node cannot do with less.
 */
export interface Ref extends TensorSpec {
  name: string | undefined;
  /** The value of every element, where it is known. */
  readonly uniform?: number;
  /** The tensor of the same rank that is broadcast to this one. */
  readonly base?: Ref;
}

type AttributeInput = number | string | readonly number[] | AttributeValue;

const small = 64;

/** Collects ONNX nodes. A node that was written before is not written again: all of them are pure. */
export class OnnxBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers = new Map<string, OnnxTensor>();
  readonly #known = new Map<string, string[]>();
  #count = 0;

  /** The name under which nodes can use a tensor. */
  use(ref: Ref): string {
    ref.name ??= this.#materialise(ref);
    return ref.name;
  }

  #materialise(ref: Ref): string {
    if (ref.uniform !== undefined) {
      const { shape, dtype, uniform } = ref;
      if (sizeOf(shape) <= small) return this.constant(hostUniform(shape, dtype, uniform));
      return this.node('Expand', [this.number(uniform, dtype), this.ints(shape)]);
    }
    if (ref.base) return this.node('Expand', [this.use(ref.base), this.ints(ref.shape)]);
    throw new Error('a tensor of the graph has no definition');
  }

  /** Writes a node with one output and gives its name. Numbers are int attributes; mark floats with `float`. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeInput>> = {},
    domain = '',
  ): string {
    return this.many(op, inputs, 1, attributes, domain)[0]!;
  }

  /** Writes a node with several outputs. */
  many(
    op: string,
    inputs: readonly string[],
    outputs: number,
    attributes: Readonly<Record<string, AttributeInput>> = {},
    domain = '',
  ): string[] {
    const key = JSON.stringify([op, inputs, attributes, outputs]);
    const known = this.#known.get(key);
    if (known) return known;
    const names = Array.from({ length: outputs }, () => this.#fresh());
    this.nodes.push({
      op,
      inputs: [...inputs],
      outputs: names,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]),
      ),
      domain,
    });
    this.#known.set(key, names);
    return names;
  }

  /** A ref to what a node gave. */
  ref(spec: TensorSpec, name: string): Ref {
    return { shape: spec.shape, dtype: spec.dtype, name };
  }

  /** A tensor that holds one number everywhere; it costs nothing until a node must see it whole. */
  uniform(shape: readonly number[], dtype: DType, value: number): Ref {
    return { shape, dtype, name: undefined, uniform: value };
  }

  /** `base`, repeated along its axes of size 1. */
  broadcast(base: Ref, shape: readonly number[]): Ref {
    if (base.uniform !== undefined) return this.uniform(shape, base.dtype, base.uniform);
    return { shape, dtype: base.dtype, name: undefined, base: base.base ?? base };
  }

  /** A scalar constant. */
  number(value: number, dtype: DType): string {
    return this.constant(hostUniform([], dtype, value));
  }

  /** A 1-D int64 constant: shapes, axes, positions. */
  ints(values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.#initializer('int64', [values.length], new Uint8Array(data.buffer));
  }

  /** A constant. Equal small constants are written once. */
  constant({ shape, dtype, data }: HostTensor): string {
    return this.#initializer(dtype, shape, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }

  /** A constant under a name of its own. */
  named(name: string, { shape, dtype, data }: HostTensor): void {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.initializers.set(name, { type: dtype, shape: [...shape], bytes });
  }

  #initializer(type: ElementType, shape: readonly number[], bytes: Uint8Array): string {
    const key =
      bytes.length <= small * 8
        ? `constant ${type} (${shape.join(',')}) ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')}`
        : undefined;
    const known = key === undefined ? undefined : this.#known.get(key)?.[0];
    if (known !== undefined) return known;
    const name = this.#fresh();
    this.initializers.set(name, { type, shape: [...shape], bytes });
    if (key !== undefined) this.#known.set(key, [name]);
    return name;
  }

  cast(name: string, to: DType | 'int64'): string {
    const types = { float32: 1, int32: 6, int64: 7, bool: 9 };
    return this.node('Cast', [name], { to: types[to] });
  }

  reshape(name: string, shape: readonly number[]): string {
    // A 0 in the shape means an empty axis, not "as in the input".
    return this.node('Reshape', [name, this.ints(shape)], shape.includes(0) ? { allowzero: 1 } : {});
  }

  #fresh(): string {
    return `%${this.#count++}`;
  }
}

/** Marks an attribute as a float. */
export function float(value: number): AttributeValue {
  return { type: 'float', value };
}

function attributeOf(value: AttributeInput): AttributeValue {
  if (typeof value === 'number') return { type: 'int', value };
  if (typeof value === 'string') return { type: 'string', value };
  if ('type' in value) return value;
  return { type: 'ints', value };
}

function hostUniform(shape: readonly number[], dtype: DType, value: number): HostTensor {
  const size = sizeOf(shape);
  switch (dtype) {
    case 'float32':
      return { shape, dtype, data: new Float32Array(size).fill(value) };
    case 'int32':
      return { shape, dtype, data: new Int32Array(size).fill(value) };
    case 'bool':
      return { shape, dtype, data: new Uint8Array(size).fill(value) };
    default:
      throw new TypeError('unknown type');
  }
}

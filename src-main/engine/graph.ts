import type { DType, HostTensor, TensorSpec } from './types.ts';

/** A tensor of a traced program: known by shape and type, without values. */
export interface Value extends TensorSpec {
  readonly id: number;
}

/** What a TensorFlow.js kernel was called with besides tensors. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One call of a kernel. Inputs stand under the names that TensorFlow.js gives them ('a', 'b', 'x', '0', ...). */
export interface GraphNode {
  readonly kernel: string;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
}

/** A traced program: kernels in the order in which they ran. */
export interface Graph {
  readonly name: string;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Value>;
  readonly constants: ReadonlyMap<Value, HostTensor>;
  readonly nodes: readonly GraphNode[];
}

/** The nodes on which an output depends, in order. */
export function liveNodes(graph: Graph): GraphNode[] {
  const needed = new Set<Value>(graph.outputs.values());
  const live: GraphNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (node.outputs.some((output) => needed.has(output))) {
      for (const input of node.inputs.values()) needed.add(input);
      live.push(node);
    }
  }
  return live.reverse();
}

const dtypes: ReadonlySet<string> = new Set<DType>(['float32', 'int32', 'bool']);

/** Narrows TensorFlow.js's type names to those the engine has; throws for strings and complex numbers. */
export function asDType(dtype: string): DType {
  if (!isDType(dtype)) throw new TypeError(`tensors of type ${dtype} cannot be compiled`);
  return dtype;
}

function isDType(dtype: string): dtype is DType {
  return dtypes.has(dtype);
}

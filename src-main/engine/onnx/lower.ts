import { liveNodes, type Graph, type Value } from '../graph.ts';
import { Inputs } from '../kernels/rule.ts';
import { kernelTable } from '../kernels/table.ts';
import { sizeOf } from '../host.ts';
import type { HostTensor, TensorSpec } from '../types.ts';
import { inInt8 } from './int8.ts';
import { OnnxBuilder, type Ref } from './builder.ts';
import { encodeModel, type OnnxNode, type OnnxValueInfo } from './proto.ts';

/** What a model that is kept as a file holds beside the program. */
export interface ModelFile {
  /** Inputs of the program whose values go into the file, under their names: whoever runs it need not give them. */
  weights?: Readonly<Record<string, HostTensor>>;
  /** `metadata_props` of the file. */
  metadata?: Readonly<Record<string, string>>;
  /** Products with the weights are computed in whole numbers of 8 bits, see `inInt8`. */
  int8?: boolean;
}

/**
 * Writes a traced program as an ONNX model: the bytes of a .onnx file. Inputs and outputs keep their names.
 * Nodes that no output needs are left out; inputs that none needs stay, so that the signature is the program's, but
 * for those among the weights.
 */
export function toOnnx(graph: Graph, file: ModelFile = {}): Uint8Array {
  const b = new OnnxBuilder();
  for (const [name, tensor] of Object.entries(file.weights ?? {})) b.named(name, tensor);
  const refs = new Map<Value, Ref>();
  for (const [name, value] of graph.inputs) refs.set(value, b.ref(value, name));
  const refOf = (value: Value): Ref => {
    const known = refs.get(value);
    if (known) return known;
    const constant = graph.constants.get(value);
    if (!constant) throw new Error('a node uses a tensor that is not computed before it');
    const ref = constantRef(b, constant);
    refs.set(value, ref);
    return ref;
  };
  for (const node of liveNodes(graph)) {
    const rule = kernelTable.get(node.kernel);
    if (!rule) throw new Error(`the engine has no kernel ${node.kernel}`);
    const inputs = new Map<string, Ref>();
    for (const [name, value] of node.inputs) inputs.set(name, refOf(value));
    // What is empty needs no node; many of ONNX Runtime's kernels refuse axes of size 0.
    const outputs = node.outputs.every(isEmpty)
      ? node.outputs.map((value) => b.uniform(value.shape, value.dtype, 0))
      : rule.lower(b, new Inputs(inputs), node.attributes, node.outputs);
    for (const [i, value] of node.outputs.entries()) refs.set(value, outputs[i]!);
  }
  return encode(graph, b, refOf, file);
}

function isEmpty({ shape }: TensorSpec): boolean {
  return sizeOf(shape) === 0;
}

function encode(
  graph: Graph,
  b: OnnxBuilder,
  refOf: (value: Value) => Ref,
  { weights = {}, metadata = {}, int8 = false }: ModelFile,
): Uint8Array {
  const results = Array.from(graph.outputs, ([name, value]) => ({ name, from: b.use(refOf(value)) }));
  const plain = { nodes: named(b.nodes, results), initializers: b.initializers };
  const { nodes, initializers } = int8 ? inInt8(plain) : plain;
  const live = liveOnnx(nodes, new Set(graph.outputs.keys()));
  const used = new Set(live.flatMap((node) => node.inputs));
  return encodeModel({
    name: graph.name,
    nodes: live,
    initializers: new Map([...initializers].filter(([name]) => used.has(name))),
    inputs: [...graph.inputs]
      .filter(([name]) => !(name in weights))
      .map(([name, value]) => info(name, value)),
    outputs: Array.from(graph.outputs, ([name, value]) => info(name, value)),
    metadata,
  });
}

/** Gives results the names of the outputs; one that is an input, a constant or an output already is copied. */
function named(nodes: readonly OnnxNode[], results: readonly { name: string; from: string }[]): OnnxNode[] {
  const computed = new Set(nodes.flatMap((node) => node.outputs));
  const names = new Map<string, string>();
  const copies: OnnxNode[] = [];
  for (const { name, from } of results) {
    if (computed.has(from) && !names.has(from)) names.set(from, name);
    else copies.push({ op: 'Identity', inputs: [from], outputs: [name], attributes: {}, domain: '' });
  }
  const rename = (name: string) => names.get(name) ?? name;
  return [...nodes, ...copies].map(({ op, inputs, outputs, attributes, domain }) => ({
    op,
    inputs: inputs.map(rename),
    outputs: outputs.map(rename),
    attributes,
    domain,
  }));
}

function liveOnnx(nodes: readonly OnnxNode[], needed: Set<string>): OnnxNode[] {
  const live: OnnxNode[] = [];
  for (const node of nodes.toReversed()) {
    if (node.outputs.some((name) => needed.has(name))) {
      for (const name of node.inputs) needed.add(name);
      live.push(node);
    }
  }
  return live.reverse();
}

/** A constant that holds one number everywhere, as `tf.ones` gives, is kept as that number. */
function constantRef(b: OnnxBuilder, tensor: HostTensor): Ref {
  const { data, shape, dtype } = tensor;
  const first = data[0];
  if (first !== undefined && data.every((value) => value === first)) return b.uniform(shape, dtype, first);
  return b.ref(tensor, b.constant(tensor));
}

function info(name: string, value: Value): OnnxValueInfo {
  return { name, type: value.dtype, shape: value.shape };
}

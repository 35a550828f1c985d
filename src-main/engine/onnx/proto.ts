import protobuf from 'protobufjs/light.js';

// The part of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that a compiled step needs.
const root = protobuf.Root.fromJSON({
  nested: {
    AttributeProto: {
      fields: {
        name: { type: 'string', id: 1 },
        f: { type: 'float', id: 2 },
        i: { type: 'int64', id: 3 },
        s: { type: 'bytes', id: 4 },
        floats: { rule: 'repeated', type: 'float', id: 7, options: { packed: false } },
        ints: { rule: 'repeated', type: 'int64', id: 8, options: { packed: false } },
        type: { type: 'int32', id: 20 },
      },
    },
    NodeProto: {
      fields: {
        input: { rule: 'repeated', type: 'string', id: 1 },
        output: { rule: 'repeated', type: 'string', id: 2 },
        name: { type: 'string', id: 3 },
        opType: { type: 'string', id: 4 },
        attribute: { rule: 'repeated', type: 'AttributeProto', id: 5 },
        domain: { type: 'string', id: 7 },
      },
    },
    TensorProto: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1, options: { packed: false } },
        dataType: { type: 'int32', id: 2 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
    Dimension: { fields: { dimValue: { type: 'int64', id: 1 } } },
    TensorShapeProto: { fields: { dim: { rule: 'repeated', type: 'Dimension', id: 1 } } },
    TensorTypeProto: {
      fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShapeProto', id: 2 } },
    },
    TypeProto: { fields: { tensorType: { type: 'TensorTypeProto', id: 1 } } },
    ValueInfoProto: { fields: { name: { type: 'string', id: 1 }, type: { type: 'TypeProto', id: 2 } } },
    GraphProto: {
      fields: {
        node: { rule: 'repeated', type: 'NodeProto', id: 1 },
        name: { type: 'string', id: 2 },
        initializer: { rule: 'repeated', type: 'TensorProto', id: 5 },
        input: { rule: 'repeated', type: 'ValueInfoProto', id: 11 },
        output: { rule: 'repeated', type: 'ValueInfoProto', id: 12 },
      },
    },
    OperatorSetIdProto: { fields: { domain: { type: 'string', id: 1 }, version: { type: 'int64', id: 2 } } },
    StringStringEntryProto: { fields: { key: { type: 'string', id: 1 }, value: { type: 'string', id: 2 } } },
    ModelProto: {
      fields: {
        irVersion: { type: 'int64', id: 1 },
        producerName: { type: 'string', id: 2 },
        graph: { type: 'GraphProto', id: 7 },
        opsetImport: { rule: 'repeated', type: 'OperatorSetIdProto', id: 8 },
        metadataProps: { rule: 'repeated', type: 'StringStringEntryProto', id: 14 },
      },
    },
  },
});
const modelType = root.lookupType('ModelProto');

/** Numbers of TensorProto.DataType. */
export const elementTypes = { float32: 1, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof elementTypes;

const attributeTypes = { float: 1, int: 2, string: 3, floats: 6, ints: 7 } as const;

export type AttributeValue =
  | { type: 'int' | 'float'; value: number }
  | { type: 'string'; value: string }
  | { type: 'ints' | 'floats'; value: readonly number[] };

export interface OnnxNode {
  op: string;
  inputs: string[];
  outputs: string[];
  attributes: Readonly<Record<string, AttributeValue>>;
  domain: string;
}

export interface OnnxTensor {
  type: ElementType;
  shape: readonly number[];
  bytes: Uint8Array;
}

export interface OnnxValueInfo {
  name: string;
  type: ElementType;
  /** Left out where any shape will do. */
  shape?: readonly number[];
}

export interface OnnxModel {
  name: string;
  nodes: readonly OnnxNode[];
  initializers: ReadonlyMap<string, OnnxTensor>;
  inputs: readonly OnnxValueInfo[];
  outputs: readonly OnnxValueInfo[];
  /** What the file says of itself, for whoever runs it. */
  metadata?: Readonly<Record<string, string>>;
}

/** Operator set 18 brought reductions to ScatterND and axes as inputs to every reduction. */
const opset = 18;

function attribute(name: string, { type, value }: AttributeValue) {
  const entry = { name, type: attributeTypes[type] };
  switch (type) {
    case 'int':
      return { ...entry, i: value };
    case 'float':
      return { ...entry, f: value };
    case 'string':
      return { ...entry, s: Buffer.from(value) };
    case 'ints':
      return { ...entry, ints: value };
    case 'floats':
      return { ...entry, floats: value };
    default:
      throw new TypeError(`attribute ${name} has an unknown type`);
  }
}

function valueInfo({ name, type, shape }: OnnxValueInfo) {
  return {
    name,
    type: {
      tensorType: {
        elemType: elementTypes[type],
        ...(shape && { shape: { dim: shape.map((size) => ({ dimValue: size })) } }),
      },
    },
  };
}

function graph(model: OnnxModel) {
  return {
    name: model.name,
    node: model.nodes.map((node, index) => ({
      name: `${node.op}_${index}`,
      opType: node.op,
      input: node.inputs,
      output: node.outputs,
      domain: node.domain,
      attribute: Object.entries(node.attributes).map(([name, value]) => attribute(name, value)),
    })),
    initializer: Array.from(model.initializers, ([name, tensor]) => ({
      name,
      dims: tensor.shape,
      dataType: elementTypes[tensor.type],
      rawData: tensor.bytes,
    })),
    input: model.inputs.map(valueInfo),
    output: model.outputs.map(valueInfo),
  };
}

/** The bytes of a .onnx file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const message = {
    irVersion: 9,
    producerName: 'contexture',
    opsetImport: [
      { domain: '', version: opset },
      // What runs the file needs these operators only where they are used.
      ...(model.nodes.some(({ domain }) => domain === 'com.microsoft')
        ? [{ domain: 'com.microsoft', version: 1 }]
        : []),
    ],
    graph: graph(model),
    metadataProps: Object.entries(model.metadata ?? {}).map(([key, value]) => ({ key, value })),
  };
  return modelType.encode(modelType.create(message)).finish();
}

import type { OnnxNode, OnnxTensor } from './proto.ts';

interface Parts {
  nodes: readonly OnnxNode[];
  initializers: ReadonlyMap<string, OnnxTensor>;
}

/** A matrix of weights (outputs, inputs) as whole numbers of 8 bits, transposed, and the step of each output. */
function quantised({ shape, bytes }: OnnxTensor): { values: OnnxTensor; steps: OnnxTensor } {
  const [outputs, inputs] = shape as [number, number];
  const weights = new Float32Array(bytes.buffer, bytes.byteOffset, outputs * inputs);
  const values = new Int8Array(inputs * outputs);
  const steps = new Float32Array(outputs);
  for (let output = 0; output < outputs; output++) {
    const row = weights.subarray(output * inputs, (output + 1) * inputs);
    let largest = 0;
    for (const weight of row) largest = Math.max(largest, Math.abs(weight));
    const step = largest / 127 || 1;
    steps[output] = step;
    for (const [input, weight] of row.entries()) values[input * outputs + output] = Math.round(weight / step);
  }
  return {
    values: { type: 'int8', shape: [inputs, outputs], bytes: new Uint8Array(values.buffer) },
    steps: { type: 'float32', shape: [outputs], bytes: new Uint8Array(steps.buffer) },
  };
}

/**
 * Products with constant matrices in whole numbers: the matrix is rounded to 8 bits once, with a step for each output, and
 * what it is multiplied with in every run, with one step for all of it (ONNX Runtime's DynamicQuantizeMatMul).
 */
export function inInt8({ nodes, initializers }: Parts): Parts {
  const made = new Map(initializers);
  const transposed = new Map(
    nodes
      .filter(({ op, inputs }) => op === 'Transpose' && isMatrix(initializers.get(inputs[0]!)))
      .map(({ outputs, inputs }) => [outputs[0]!, inputs[0]!]),
  );
  return {
    nodes: nodes.map((node) => {
      const weights = node.op === 'MatMul' ? transposed.get(node.inputs[1]!) : undefined;
      if (weights === undefined) return node;
      const [values, steps] = [`${weights} int8`, `${weights} steps`];
      if (!made.has(values)) {
        const parts = quantised(initializers.get(weights)!);
        made.set(values, parts.values);
        made.set(steps, parts.steps);
      }
      return {
        ...node,
        op: 'DynamicQuantizeMatMul',
        inputs: [node.inputs[0]!, values, steps],
        domain: 'com.microsoft',
      };
    }),
    initializers: made,
  };
}

function isMatrix(tensor: OnnxTensor | undefined): boolean {
  return tensor?.type === 'float32' && tensor.shape.length === 2;
}

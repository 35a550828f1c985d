import { toOnnx } from '../engine/onnx/lower.ts';
import { trace } from '../engine/trace/trace.ts';
import type { Described, ModelProgram } from '../recipes/base/model-program.ts';

export interface OnnxModelFile {
  /** The .onnx file, weights inside. */
  bytes: Uint8Array;
  inputs: Record<string, Described>;
  outputs: Record<string, Described>;
}

/**
 * A forward pass as an ONNX model. Weights are initialisers under their names.
 *
 * @param metadata `metadata_props` of the file
 */
export function onnxModel(
  name: string,
  { program, weights, inputs, outputs }: ModelProgram,
  metadata: Readonly<Record<string, string>>,
): OnnxModelFile {
  const graph = trace(program, { ...weights, ...inputs }, name);
  const described = Object.entries(outputs).map(([output, about]): [string, Described] => {
    const value = graph.outputs.get(output);
    if (!value) throw new Error(`${name} has no output ${output}`);
    return [output, { shape: value.shape, dtype: value.dtype, about }];
  });
  return { bytes: toOnnx(graph, { weights, metadata }), inputs, outputs: Object.fromEntries(described) };
}

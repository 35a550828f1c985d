import * as tf from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/** TensorFlow.js's backends that run a program operation by operation. */
const eagerBackends = ['cpu', 'tensorflow'];

type Compose = (inputs: NamedTensorMap, attributes: NamedAttrMap) => Tensor[];

/**
 * Gives a kernel that the engine writes as few nodes to the backends that compile nothing: there it is the composition
 * of TensorFlow.js's own operations. Only the kernel is differentiated, not what it is composed of.
 */
export function registerComposed(kernelName: string, compose: Compose): void {
  for (const backendName of eagerBackends) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => {
        const tensors = compose(tensorsOf(inputs), attrs ?? {});
        return tensors.length === 1 ? tensors[0]! : tensors;
      },
    });
  }
}

/** Calls a kernel. */
export function runKernel(
  kernelName: string,
  inputs: Record<string, Tensor>,
  attributes: NamedAttrMap = {},
): Tensor[] {
  const given: unknown = tf.engine().runKernel(kernelName, inputs, attributes);
  return tensorsIn(given);
}

function tensorsIn(given: unknown): Tensor[] {
  return (Array.isArray(given) ? given : [given]).map((tensor: unknown) => {
    if (!(tensor instanceof tf.Tensor)) throw new TypeError('a kernel gave what is no tensor');
    return tensor;
  });
}

/** What the engine hands to kernels are tensors, of which it tells them less. */
function tensorsOf(inputs: tf.NamedTensorInfoMap): NamedTensorMap {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, info]) =>
      info === undefined
        ? []
        : [[name, info instanceof tf.Tensor ? info : tf.engine().makeTensorFromTensorInfo(info)]],
    ),
  );
}

import { axisFromFront, numberOf, type Rule } from './rule.ts';

/** Softmax over one axis; the maximum is taken off first by ONNX Runtime, as by TensorFlow.js. */
function softmax(kernel: string, attribute: string): Rule {
  return {
    kernel,
    infer: (inputs) => [{ shape: inputs.get('logits').shape, dtype: 'float32' }],
    lower: (b, inputs, attributes, [out]) => {
      const logits = inputs.get('logits');
      const rank = logits.shape.length;
      if (rank === 0) return [b.uniform([], 'float32', kernel === 'Softmax' ? 1 : 0)];
      const axis = axisFromFront(numberOf(attributes, attribute), rank);
      return [b.ref(out!, b.node(kernel, [b.use(logits)], { axis }))];
    },
  };
}

export const activations: Rule[] = [softmax('Softmax', 'dim'), softmax('LogSoftmax', 'axis')];

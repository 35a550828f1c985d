import { axisFromFront, numberOf, type Rule } from './rule.ts';

/** ONNX Runtime takes the maximum off first, as TensorFlow.js does. TensorFlow.js composes log-softmax itself. */
const softmax: Rule = {
  kernel: 'Softmax',
  infer: (inputs) => [{ shape: inputs.get('logits').shape, dtype: 'float32' }],
  lower: (b, inputs, attributes, [out]) => {
    const logits = inputs.get('logits');
    const rank = logits.shape.length;
    if (rank === 0) return [b.uniform([], 'float32', 1)];
    const axis = axisFromFront(numberOf(attributes, 'dim'), rank);
    return [b.ref(out!, b.node('Softmax', [b.use(logits)], { axis }))];
  },
};

export const activations: Rule[] = [softmax];

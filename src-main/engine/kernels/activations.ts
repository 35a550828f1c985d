import { float } from '../onnx/builder.ts';
import { op, unary } from './elementwise.ts';
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

const step: Rule = {
  kernel: 'Step',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, [out]) => {
    const x = b.use(inputs.get('x'));
    const { dtype } = inputs.get('x');
    const positive = b.node('Greater', [x, b.number(0, dtype)]);
    const alpha = attributes['alpha'] === undefined ? 0 : numberOf(attributes, 'alpha');
    const name =
      alpha === 0
        ? b.cast(positive, dtype)
        : b.node('Where', [positive, b.number(1, dtype), b.number(alpha, dtype)]);
    return [b.ref(out!, name)];
  },
};

const leakyRelu: Rule = {
  kernel: 'LeakyRelu',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, [out]) => [
    b.ref(
      out!,
      b.node('LeakyRelu', [b.use(inputs.get('x'))], { alpha: float(numberOf(attributes, 'alpha')) }),
    ),
  ],
};

const prelu: Rule = {
  kernel: 'Prelu',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, _, [out]) => {
    const x = b.use(inputs.get('x'));
    const negative = b.node('Less', [x, b.number(0, 'float32')]);
    return [b.ref(out!, b.node('Where', [negative, b.node('Mul', [x, b.use(inputs.get('alpha'))]), x]))];
  },
};

const eluGrad: Rule = {
  kernel: 'EluGrad',
  infer: (inputs) => [inputs.get('y')],
  lower: (b, inputs, _, [out]) => {
    const [dy, y] = [b.use(inputs.get('dy')), b.use(inputs.get('y'))];
    const slope = b.node('Add', [b.node('Min', [y, b.number(0, 'float32')]), b.number(1, 'float32')]);
    return [b.ref(out!, b.node('Mul', [dy, slope]))];
  },
};

export const activations: Rule[] = [
  softmax,
  ...['Elu', 'Relu', 'Selu', 'Sigmoid', 'Softplus'].map((name) => unary(name, op(name))),
  unary('Relu6', (b, x, dtype) => b.node('Clip', [x, b.number(0, dtype), b.number(6, dtype)])),
  step,
  leakyRelu,
  prelu,
  eluGrad,
];

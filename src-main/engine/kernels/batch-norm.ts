import { numberOf, type Rule } from './rule.ts';

/** (x - mean) / sqrt(variance + epsilon) · scale + offset; all but x may be of its last axis alone. */
export const batchNorm: Rule = {
  kernel: 'FusedBatchNorm',
  infer: (inputs) => [inputs.get('x')],
  lower: (b, inputs, attributes, [out]) => {
    const epsilon = b.number(numberOf(attributes, 'varianceEpsilon'), 'float32');
    const deviation = b.node('Sqrt', [b.node('Add', [b.use(inputs.get('variance')), epsilon])]);
    const centred = b.node('Sub', [b.use(inputs.get('x')), b.use(inputs.get('mean'))]);
    const [scale, offset] = [inputs.find('scale'), inputs.find('offset')];
    const factor = scale ? b.node('Div', [b.use(scale), deviation]) : b.node('Reciprocal', [deviation]);
    const scaled = b.node('Mul', [centred, factor]);
    return [b.ref(out!, offset ? b.node('Add', [scaled, b.use(offset)]) : scaled)];
  },
};

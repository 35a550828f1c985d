import { asDType } from '../graph.ts';
import { numberOf, numbersOf, textOf, type Rule } from './rule.ts';

function like(kernel: string, value: number): Rule {
  return {
    kernel,
    infer: (inputs) => [inputs.get('x')],
    lower: (b, _, __, outputs) => [b.uniform(outputs[0]!.shape, outputs[0]!.dtype, value)],
  };
}

const fill: Rule = {
  kernel: 'Fill',
  infer: (_, attributes) => {
    const dtype = attributes['dtype'] === undefined ? 'float32' : asDType(textOf(attributes, 'dtype'));
    return [{ shape: numbersOf(attributes, 'shape'), dtype }];
  },
  lower: (b, _, attributes, outputs) => [
    b.uniform(outputs[0]!.shape, outputs[0]!.dtype, Number(attributes['value'])),
  ],
};

function sequence(start: number, stop: number, step: number): number[] {
  const upward = start <= stop;
  if (start === stop || (upward && step < 0) || (!upward && step > 1)) return [];
  const increment = !upward && step === 1 ? -1 : step;
  return Array.from({ length: Math.ceil((stop - start) / increment) }, (_, i) => start + i * increment);
}

const range: Rule = {
  kernel: 'Range',
  infer: (_, attributes) => {
    const values = sequence(
      numberOf(attributes, 'start'),
      numberOf(attributes, 'stop'),
      numberOf(attributes, 'step'),
    );
    return [{ shape: [values.length], dtype: asDType(textOf(attributes, 'dtype')) }];
  },
  lower: (b, _, attributes, outputs) => {
    const out = outputs[0]!;
    const values = sequence(
      numberOf(attributes, 'start'),
      numberOf(attributes, 'stop'),
      numberOf(attributes, 'step'),
    );
    const data = out.dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values);
    return [b.ref(out, b.constant({ ...out, data }))];
  },
};

const linSpace: Rule = {
  kernel: 'LinSpace',
  infer: (_, attributes) => [{ shape: [numberOf(attributes, 'num')], dtype: 'float32' }],
  lower: (b, _, attributes, outputs) => {
    const out = outputs[0]!;
    const [start, stop, num] = ['start', 'stop', 'num'].map((name) => numberOf(attributes, name));
    const step = (stop! - start!) / (num! - 1);
    const data = Float32Array.from({ length: num! }, (_, i) => start! + (i === 0 ? 0 : i * step));
    return [b.ref(out, b.constant({ ...out, data }))];
  },
};

export const constants: Rule[] = [like('ZerosLike', 0), like('OnesLike', 1), fill, range, linSpace];

import { asDType } from '../graph.ts';
import { sizeOf } from '../host.ts';
import { axisFromFront, flagOf, numberOf, numbersOf, textOf, type Rule } from './rule.ts';
import { scatterAdd } from './scatter-add.ts';

/** x's slices at `indices` along an axis, the first `batchDims` axes of both going together. */
const gatherV2: Rule = {
  kernel: 'GatherV2',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    const indices = inputs.get('indices').shape;
    const axis = axisFromFront(numberOf(attributes, 'axis'), shape.length);
    const batch = numberOf(attributes, 'batchDims');
    return [{ shape: [...shape.slice(0, axis), ...indices.slice(batch), ...shape.slice(axis + 1)], dtype }];
  },
  lower: (b, inputs, attributes, outputs) => {
    const x = inputs.get('x');
    const indices = inputs.get('indices');
    const out = outputs[0]!;
    const axis = axisFromFront(numberOf(attributes, 'axis'), x.shape.length);
    const batch = numberOf(attributes, 'batchDims');
    if (batch === 0) return [b.ref(out, b.node('Gather', [b.use(x), b.use(indices)], { axis }))];
    // With batch axes: number all slices of x in one row and add each batch's first number to its indices.
    const batches = sizeOf(x.shape.slice(0, batch));
    const outer = sizeOf(x.shape.slice(batch, axis));
    const size = x.shape[axis]!;
    const inner = sizeOf(x.shape.slice(axis + 1));
    const count = sizeOf(indices.shape) / Math.max(batches, 1);
    const first = Int32Array.from({ length: batches * outer }, (_, i) => i * size);
    const numbers = b.node('Add', [
      b.reshape(b.use(indices), [batches, 1, count]),
      b.constant({ shape: [batches, outer, 1], dtype: 'int32', data: first }),
    ]);
    const rows = b.reshape(b.use(x), [batches * outer * size, inner]);
    return [b.ref(out, b.reshape(b.node('Gather', [rows, numbers], { axis: 0 }), out.shape))];
  },
};

const gatherNd: Rule = {
  kernel: 'GatherNd',
  infer: (inputs) => {
    const { shape, dtype } = inputs.get('params');
    const indices = inputs.get('indices').shape;
    return [{ shape: [...indices.slice(0, -1), ...shape.slice(indices.at(-1))], dtype }];
  },
  lower: (b, inputs, _, [out]) => [
    b.ref(
      out!,
      b.node('GatherND', [b.use(inputs.get('params')), b.cast(b.use(inputs.get('indices')), 'int64')]),
    ),
  ],
};

const scatterNd: Rule = {
  kernel: 'ScatterNd',
  infer: (inputs, attributes) => [
    { shape: numbersOf(attributes, 'shape'), dtype: inputs.get('updates').dtype },
  ],
  lower: (b, inputs, _, outputs) => [
    scatterAdd(b, inputs.get('indices'), inputs.get('updates'), outputs[0]!),
  ],
};

const tensorScatterUpdate: Rule = {
  kernel: 'TensorScatterUpdate',
  infer: (inputs) => [inputs.get('tensor')],
  lower: (b, inputs, _, [out]) => [
    b.ref(
      out!,
      b.node('ScatterND', [
        b.use(inputs.get('tensor')),
        b.cast(b.use(inputs.get('indices')), 'int64'),
        b.use(inputs.get('updates')),
      ]),
    ),
  ],
};

/** One value everywhere but at the given places. Of values for the same place any may be taken. */
const sparseToDense: Rule = {
  kernel: 'SparseToDense',
  infer: (inputs, attributes) => [
    { shape: numbersOf(attributes, 'outputShape'), dtype: inputs.get('sparseValues').dtype },
  ],
  lower: (b, inputs, _, outputs) => {
    const out = outputs[0]!;
    const [indices, values] = [inputs.get('sparseIndices'), inputs.get('sparseValues')];
    const depth = indices.shape.length > 1 ? indices.shape.at(-1)! : 1;
    const count = sizeOf(indices.shape) / Math.max(depth, 1);
    const single = { shape: out.shape.map(() => 1), dtype: out.dtype };
    const other = b.ref(single, b.reshape(b.use(inputs.get('defaultValue')), single.shape));
    const whole = b.broadcast(other, out.shape);
    if (count === 0) return [whole];
    const rows = b.node('Expand', [b.use(values), b.ints([count])]);
    const places = b.cast(b.reshape(b.use(indices), [count, depth]), 'int64');
    return [b.ref(out, b.node('ScatterND', [b.use(whole), places, rows]))];
  },
};

/** Sum of the slices of x that carry the same number; numbers must lie in 0 .. numSegments - 1. */
const segmentSum: Rule = {
  kernel: 'UnsortedSegmentSum',
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    const ids = inputs.get('segmentIds').shape;
    return [{ shape: [numberOf(attributes, 'numSegments'), ...shape.slice(ids.length)], dtype }];
  },
  lower: (b, inputs, _, outputs) => {
    const ids = inputs.get('segmentIds');
    const shape = [...ids.shape, 1];
    const column = b.ref({ shape, dtype: ids.dtype }, b.reshape(b.use(ids), shape));
    return [scatterAdd(b, column, inputs.get('x'), outputs[0]!)];
  },
};

/** Compared with 0 .. depth - 1, so that numbers outside give a row without a hit, as in TensorFlow.js. */
const oneHot: Rule = {
  kernel: 'OneHot',
  infer: (inputs, attributes) => [
    {
      shape: [...inputs.get('indices').shape, numberOf(attributes, 'depth')],
      dtype: asDType(textOf(attributes, 'dtype')),
    },
  ],
  lower: (b, inputs, attributes, outputs) => {
    const out = outputs[0]!;
    const indices = inputs.get('indices');
    const depth = numberOf(attributes, 'depth');
    const column = b.reshape(b.use(indices), [...indices.shape, 1]);
    const classes = b.constant({
      shape: [depth],
      dtype: 'int32',
      data: Int32Array.from({ length: depth }, (_, i) => i),
    });
    const hit = b.node('Equal', [column, classes]);
    const [on, off] = [numberOf(attributes, 'onValue'), numberOf(attributes, 'offValue')];
    if (on === 1 && off === 0) return [b.ref(out, out.dtype === 'bool' ? hit : b.cast(hit, out.dtype))];
    return [b.ref(out, b.node('Where', [hit, b.number(on, out.dtype), b.number(off, out.dtype)]))];
  },
};

const topK: Rule = {
  kernel: 'TopK',
  list: true,
  infer: (inputs, attributes) => {
    const { shape, dtype } = inputs.get('x');
    const top = [...shape.slice(0, -1), numberOf(attributes, 'k')];
    return [
      { shape: top, dtype },
      { shape: top, dtype: 'int32' },
    ];
  },
  lower: (b, inputs, attributes, outputs) => {
    const k = b.ints([numberOf(attributes, 'k')]);
    const [values, indices] = b.many('TopK', [b.use(inputs.get('x')), k], 2, {
      axis: -1,
      sorted: Number(flagOf(attributes, 'sorted')),
    });
    return [b.ref(outputs[0]!, values!), b.ref(outputs[1]!, b.cast(indices!, 'int32'))];
  },
};

export const gather: Rule[] = [
  gatherV2,
  gatherNd,
  scatterNd,
  tensorScatterUpdate,
  sparseToDense,
  segmentSum,
  oneHot,
  topK,
];

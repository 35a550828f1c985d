import { describe, expect, test } from 'vitest';
import { createCpuDevice } from '../engine/cpu.ts';
import { createPredictor } from '../engine/trainer.ts';
import type { HostTensor } from '../engine/types.ts';
import { Random } from '../random.ts';
import { contextualSentiment, type ContextualSentimentOptions } from './contextual-sentiment.ts';
import { keepAll } from './layers.ts';
import { addsNothing, branchPrefix, initBranch, residualContext } from './residual-context.ts';
import { textExamples, type TextInputs, type TextModel } from './text-model.ts';
import { wordTable } from './word-encoder.ts';

const options: ContextualSentimentOptions = {
  context: 'cross',
  window: 2,
  width: 8,
  heads: 2,
  layers: 1,
  maxTokens: 4,
  classes: 3,
};
const text = contextualSentiment({ ...options, context: 'none' });
const textParameters = { ...text.init(new Random(1)), words: wordTable(new Random(2), 10, 8) };

const int32 = (shape: number[], data: number[]): HostTensor => ({
  shape,
  dtype: 'int32',
  data: Int32Array.from(data),
});
const float32 = (shape: number[], data: number[]): HostTensor => ({
  shape,
  dtype: 'float32',
  data: Float32Array.from(data),
});

/** Texts 0 and 1 are classified; 2 stands in the window of 0 alone. */
const batch = {
  tokens: int32([3, 4], [3, 4, 5, 0, 6, 7, 0, 0, 8, 9, 3, 4]),
  mask: float32([3, 4], [1, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1]),
  input: int32([2], [0, 1]),
  window: int32([2, 2], [2, 0, 0, 0]),
  windowMask: float32([2, 2], [1, 0, 0, 0]),
};

async function logitsOf(model: TextModel, params: Record<string, HostTensor>): Promise<number[][]> {
  const predictor = createPredictor({
    device: createCpuDevice(),
    params,
    forward: (parameters, inputs: TextInputs) => ({
      logits: model.apply(parameters, textExamples(inputs), keepAll).logits,
    }),
  });
  try {
    const { logits } = await predictor.predict(batch);
    const values = [...logits!.data];
    return [values.slice(0, 3), values.slice(3)];
  } finally {
    await predictor.dispose();
  }
}

describe.each(['concat', 'self', 'cross'] as const)('a branch that reads its window as %s', (context) => {
  const branch = contextualSentiment({ ...options, context });
  const model = residualContext(text, branch);
  const started = initBranch(branch.init(new Random(3)));
  const words = { [`${branchPrefix}words`]: wordTable(new Random(4), 10, 8) };
  const head: HostTensor = started[`${branchPrefix}classifier.weight`]!;
  const learned = {
    ...started,
    [`${branchPrefix}classifier.weight`]: { ...head, data: new Float32Array(head.data.length).fill(0.5) },
    [`${branchPrefix}classifier.bias`]: float32([3], [1, 2, 3]),
  };

  test('adds nothing before its first step', async () => {
    const alone = await logitsOf(text, textParameters);
    expect(await logitsOf(model, { ...textParameters, ...started, ...words })).toEqual(alone);
  });

  test('is known to add nothing by its head alone', () => {
    expect(addsNothing({ ...textParameters, ...started, ...words })).toBe(true);
    expect(addsNothing({ ...textParameters, ...learned, ...words })).toBe(false);
    expect(addsNothing(textParameters)).toBe(false);
  });

  test('adds to a text with a window, and nothing to one without', async () => {
    const [inWindow, without] = await logitsOf(text, textParameters);
    const read = await logitsOf(model, { ...textParameters, ...learned, ...words });
    expect(read[1]).toEqual(without);
    expect(read[0]).not.toEqual(inWindow);
  });
});

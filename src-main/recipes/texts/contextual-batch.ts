import type { HostTensor } from '../../engine/types.ts';
import { type BatchTexts, float32, int32, TextBatchBuilder } from './text-batch.ts';

/** A text and its window, as ids of a `BatchTexts`; the window runs from the oldest text to the most recent. */
export interface ContextualExample {
  text: number;
  window: readonly number[];
  /** The scores (C) of the text alone, to which those of its context are added. */
  alone?: Float32Array;
}

/**
 * The batch that `contextualSentiment` reads: `tokens`, `mask` (U, L), `input` (B), `window`, `windowMask` (B, n) with
 * the most recent text first. `size` rows; those beyond the examples repeat row 0 and count for nothing to the caller.
 * Without context (`n` 0) the window tensors are left out. `textLogits` (B, C) are there if the examples have them.
 */
export function contextualBatch(
  examples: readonly ContextualExample[],
  texts: Pick<BatchTexts, 'tensors'>,
  size: number,
  n: number,
): Record<string, HostTensor> {
  const builder = new TextBatchBuilder();
  const input = int32([size]);
  const window = int32([size, n]);
  const windowMask = float32([size, n]);
  examples.forEach((example, row) => {
    input.data[row] = builder.row(example.text);
    const recent = n > 0 ? example.window.slice(-n) : [];
    recent.forEach((document, at) => {
      const slot = row * n + (recent.length - 1 - at);
      window.data[slot] = builder.row(document);
      windowMask.data[slot] = 1;
    });
  });
  const built = builder.build(texts, n > 0 ? Math.max(size, 16) : size);
  if (n === 0) return { ...built, input };
  return { ...built, input, window, windowMask, ...scoresAlone(examples, size) };
}

/** `textLogits` (B, C), where the scores of the texts alone are known. */
function scoresAlone(examples: readonly ContextualExample[], size: number): Record<string, HostTensor> {
  const classes = examples[0]?.alone?.length;
  if (classes === undefined) return {};
  const textLogits = float32([size, classes]);
  examples.forEach(({ alone }, row) => {
    if (alone) textLogits.data.set(alone, row * classes);
  });
  return { textLogits };
}

import type { Attends } from '../../models/text-model.ts';
import type { Prediction } from '../../recipes/classify/classifier.ts';

/**
 * The share of attention of each text of a window, oldest first, the mean over the heads; null where the model does not
 * attend to its window.
 *
 * @param n texts for which the model has room
 * @param count texts of this window
 */
export function attentionOfTexts(
  { attention, length }: Pick<Prediction, 'attention' | 'length'>,
  attends: Attends | null,
  n: number,
  count: number,
): number[] | null {
  if (attention === null || attends === null || attends === 'text') return null;
  const width = attends === 'windowTexts' ? 1 : length;
  const heads = attention.length / (n * width);
  // The most recent text comes first.
  return Array.from({ length: count }, (_, text) => {
    let sum = 0;
    for (let head = 0; head < heads; head++) {
      const start = (head * n + (count - 1 - text)) * width;
      for (let at = start; at < start + width; at++) sum += attention[at]!;
    }
    return sum / heads;
  });
}

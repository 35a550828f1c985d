import { expect, test } from 'vitest';
import { attentionOfTexts } from './attention-of-texts.ts';
import { descending, faithfulness, type Subset } from './erasure.ts';

test('comprehensiveness and sufficiency are mean losses over 0, 1, ... n texts', () => {
  // By hand: texts 0, 1 and 2 add .1, .3 and .05 to a probability of .4.
  const gains = [0.1, 0.3, 0.05];
  const probabilityOf = (subset: Subset) =>
    gains.reduce((sum, gain, at) => sum + ((subset >> at) & 1) * gain, 0.4);
  const best = faithfulness([1, 0, 2], probabilityOf);
  expect(best.comprehensiveness).toBeCloseTo((0 + 0.3 + 0.4 + 0.45) / 4, 12);
  expect(best.sufficiency).toBeCloseTo((0.45 + 0.15 + 0.05 + 0) / 4, 12);
  const worst = faithfulness([2, 0, 1], probabilityOf);
  expect(worst.comprehensiveness).toBeCloseTo((0 + 0.05 + 0.15 + 0.45) / 4, 12);
  expect(worst.sufficiency).toBeCloseTo((0.45 + 0.4 + 0.3 + 0) / 4, 12);
});

test('of equal texts the most recent comes first', () => {
  expect(descending([0.2, 0.5, 0.2, 0.1])).toEqual([1, 2, 0, 3]);
});

test('attention is summed over the tokens of a text and averaged over heads, most recent first in the model', () => {
  // Two heads, room for three texts of two tokens, a window of two texts.
  const attention = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0, 0, 0.25, 0.25, 0.5, 0, 0, 0);
  const close = (value: number) => expect.closeTo(value, 6);
  expect(attentionOfTexts({ attention, length: 2 }, 'window', 3, 2)).toEqual([close(0.6), close(0.4)]);
  const whole = Float32Array.of(0.9, 0.1, 0, 0.7, 0.3, 0);
  expect(attentionOfTexts({ attention: whole, length: 2 }, 'windowTexts', 3, 2)).toEqual([
    close(0.2),
    close(0.8),
  ]);
  expect(attentionOfTexts({ attention, length: 2 }, 'text', 3, 2)).toBeNull();
  expect(attentionOfTexts({ attention: null, length: 2 }, 'window', 3, 2)).toBeNull();
});

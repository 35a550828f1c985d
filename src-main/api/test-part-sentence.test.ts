import { expect, test } from 'vitest';
import { testPartSentence } from './test-part-sentence.ts';

const power = {
  texts: 1598,
  effectiveTexts: 1598,
  correlation: 0,
  difference: 0.022,
  ifAlike: 0.022,
  halfWidth: 0.0245,
  halfWidthIfAlike: 0.0245,
};

test('it says how exactly an accuracy is known, and which difference can be shown', () => {
  expect(testPartSentence(power)).toBe(
    'About 1,598 texts would be tested: an accuracy would be known to ± 2.5 points, and two models must differ by 2.2 points for it to be shown.',
  );
});

test('the cautious figures are in brackets, and explained', () => {
  expect(testPartSentence({ ...power, ifAlike: 0.06, halfWidthIfAlike: 0.12 })).toBe(
    'About 1,598 texts would be tested: an accuracy would be known to ± 2.5 points (12), and two models must differ by 2.2 points (6) for it to be shown. In brackets: if texts of a ticker and day are as alike as their labels.',
  );
});

test('too few show nothing', () => {
  expect(
    testPartSentence({ ...power, texts: 6, halfWidth: 0.4, halfWidthIfAlike: 0.4, difference: null }),
  ).toBe(
    'About 6 texts would be tested: an accuracy would be known to ± 40 points, and no usual difference between two models could be shown.',
  );
  expect(testPartSentence({ ...power, texts: 0 })).toBe('No text would be tested.');
});

import { expect, test } from 'vitest';
import { arm } from './arm-summary.testing.ts';
import type { ArmSummary, Comparison } from './result.ts';
import { isShown, sentenceOf } from './sentence.ts';

const arms = [
  arm('none', 'reference'),
  arm('cross', 'context'),
  arm('shuffled', 'placebo'),
  arm('label-history', 'control'),
];

function difference(
  name: string,
  [low, value, high]: readonly [number, number, number],
  pHolm: number,
): Comparison {
  return {
    a: `${name} company 8 words`,
    b: 'none words',
    metric: 'accuracy',
    difference: value,
    low,
    high,
    p: pHolm / 2,
    pHolm,
  };
}

test('a gain is told with its interval, what placebos add and what labels alone add', () => {
  const told = sentenceOf(arms, [
    difference('cross', [0.004, 0.028, 0.051], 0.01),
    difference('shuffled', [-0.01, 0, 0.01], 1),
    difference('label-history', [0.013, 0.039, 0.065], 0.004),
  ]);
  expect(told).toBe(
    'Context adds 2.8 points (cross-attention, 8 texts of the company; 95 % interval +0.4 to +5.1, p .010 after Holm).' +
      ' Placebos add 0.0 points, which is no more than chance.' +
      ' The labels of earlier texts alone, without a word of theirs, add 3.9 points (+1.3 to +6.5).',
  );
});

test('placebos that all cost something add nothing', () => {
  const told = sentenceOf(
    [...arms, arm('other-company', 'placebo')],
    [
      difference('cross', [0.004, 0.028, 0.051], 0.01),
      difference('shuffled', [-0.01, -0.004, 0.001], 1),
      difference('other-company', [-0.009, -0.001, 0.007], 1),
    ],
  );
  expect(told).toContain(' No placebo adds anything (the best has −0.1 points).');
});

test('labels of earlier texts that cost something are said to', () => {
  const told = sentenceOf(arms, [
    difference('cross', [0.004, 0.028, 0.051], 0.01),
    difference('label-history', [-0.02, -0.005, 0.01], 1),
  ]);
  expect(told).toContain('without a word of theirs, cost 0.5 points (−2.0 to +1.0).');
});

test('a placebo without a window is none', () => {
  const empty = { ...arm('other-company', 'placebo'), withWindow: { train: 0, valid: 0, test: 0 } };
  const told = sentenceOf(
    [arm('none', 'reference'), arm('cross', 'context'), empty],
    [difference('cross', [0.004, 0.028, 0.051], 0.01), difference('other-company', [0, 0, 0], 1)],
  );
  expect(told).not.toContain('Placebos');
  expect(told).toContain(
    'No text has a window of “window of another company, 8 texts”, so nothing follows from it.',
  );
});

test('uniform attention that gains as much is told', () => {
  const uniform = (pHolm: number, low: number): Comparison => ({
    ...difference('cross', [low, 0.004, 0.012], pHolm),
    b: 'uniform company 8 words',
  });
  const gain = difference('cross', [0.004, 0.028, 0.051], 0.01);
  const both = [...arms, arm('uniform', 'control')];
  expect(sentenceOf(both, [gain, uniform(1, -0.004)])).toContain('Uniform attention does not differ');
  expect(sentenceOf(both, [gain, uniform(0.01, 0.001)])).not.toContain('Uniform');
});

test('a baseline that scores higher than all that read context is named', () => {
  const gain = [difference('cross', [0.004, 0.028, 0.051], 0.01)];
  const floor = (mean: number): ArmSummary => ({
    ...arm('n-grams', 'floor'),
    accuracy: { mean, sd: null },
  });
  expect(sentenceOf([...arms, floor(0.947)], gain)).toMatch(
    / A baseline scores higher than every way of reading context: n-grams, \.947 against \.700\.$/u,
  );
  expect(sentenceOf([...arms, floor(0.7)], gain)).not.toContain('baseline');
});

test('what is not shown is told by what cannot be excluded', () => {
  const told = sentenceOf(arms, [
    difference('cross', [-0.008, 0.002, 0.012], 0.9),
    difference('shuffled', [-0.01, 0.001, 0.01], 1),
  ]);
  expect(told).toContain('no more than chance');
  expect(told).toContain('gains of up to 1.2 points and losses of up to 0.8 points cannot be excluded');
});

test('a gain that a placebo has as well is called into question', () => {
  const told = sentenceOf(arms, [
    difference('cross', [0.05, 0.1, 0.15], 0.001),
    difference('shuffled', [0.04, 0.09, 0.14], 0.001),
  ]);
  expect(told).toContain('But a placebo adds 9.0 points as well');
});

test('a loss is told as one', () => {
  expect(sentenceOf(arms, [difference('cross', [-0.04, -0.02, -0.01], 0.02)])).toContain(
    'Context costs 2.0 points',
  );
});

test('a difference is shown only if it stays so after correction, and its interval has one sign', () => {
  expect(isShown({ low: 0.01, high: 0.03, pHolm: 0.04 })).toBe(true);
  expect(isShown({ low: 0.01, high: 0.03, pHolm: 0.06 })).toBe(false);
  expect(isShown({ low: -0.01, high: 0.03, pHolm: 0.04 })).toBe(false);
});

test('where every model left the context out, no gain is said to be excluded', () => {
  const leftOut = arms.map((one) => (one.role === 'context' ? { ...one, withoutContext: 3 } : one));
  const told = sentenceOf(leftOut, [difference('cross', [0, 0, 0], 1)]);
  expect(told).toMatch(/^Every model that was to read context reads the text alone/);
  expect(told).not.toContain('excluded');
  const some = arms.map((one) => (one.role === 'context' ? { ...one, withoutContext: 2 } : one));
  expect(sentenceOf(some, [difference('cross', [0, 0, 0], 1)])).toContain('cannot be excluded');
});

import { expect, it } from 'vitest';
import type { Explanation, Gradients, Influence } from '../../src-main/api/types.ts';
import {
  contextRows,
  formatChange,
  knownMeasures,
  probabilityOf,
  scaleOf,
  tokenLines,
} from './contributions.ts';

const document = (id: number): Explanation['document'] => ({
  id,
  text: `text ${id}`,
  publishedAt: null,
  author: null,
  url: null,
  verified: false,
  retweet: false,
  symbols: [],
  nearDuplicateGroup: id,
  labels: [],
});

/** Two context texts of two tokens under two heads, the older first. */
const explanation: Explanation = {
  run: 1,
  document: document(9),
  spec: {
    n: 2,
    scope: 'company',
    noRetweets: false,
    verifiedOnly: false,
    noNearDuplicates: true,
    maxAgeMs: null,
  },
  tokens: ['a', 'b'],
  weights: [],
  classes: ['down', 'up'],
  probabilities: [0.2, 0.8],
  probabilitiesWithoutContext: [0.5, 0.5],
  contextLeftOut: false,
  masking: null,
  heads: 2,
  items: [
    {
      document: document(1),
      ageMs: 2000,
      tokens: ['c', 'd'],
      weights: [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
    },
    {
      document: document(2),
      ageMs: 1000,
      tokens: ['e', 'f'],
      weights: [
        [0.3, 0.4],
        [0.2, 0.1],
      ],
    },
  ],
  window: { texts: 2, youngestAgeMs: 1000, oldestAgeMs: 2000, stale: false },
  ensemble: null,
  truth: null,
};
const influence: Influence = {
  target: 1,
  whole: 1.5,
  withoutContext: 0,
  withoutText: [0.5, 2],
  withoutToken: [null, 1],
  contextText: { document: 1, tokens: ['c', 'd'], withoutToken: [1.25, 1.75] },
};
const gradients: Gradients = {
  target: 1,
  whole: 1.5,
  baseline: 0,
  gradientTimesInput: {
    text: [1, 2],
    items: [
      [3, 4],
      [5, 6],
    ],
  },
  integrated: {
    text: [0.5, 0.25],
    items: [
      [0.25, 0.25],
      [0.125, 0.125],
    ],
  },
  gap: 0,
  tokens: [
    ['c', 'd'],
    ['e', 'f'],
  ],
  steps: 16,
};

it('lists context texts most recent first, with attention summed over their words and what each adds', () => {
  expect(contextRows(explanation, influence, gradients)).toEqual([
    {
      document: document(2),
      position: 1,
      ageMs: 1000,
      heads: [expect.closeTo(0.7), expect.closeTo(0.3)],
      attention: expect.closeTo(0.5),
      leftOut: -0.5,
      integrated: 0.25,
    },
    {
      document: document(1),
      position: 2,
      ageMs: 2000,
      heads: [expect.closeTo(0.3), expect.closeTo(0.7)],
      attention: expect.closeTo(0.5),
      leftOut: 1,
      integrated: 0.5,
    },
  ]);
});

it('a model that attends to the text itself, or to nothing, gives its context texts no attention', () => {
  const own = {
    ...explanation,
    weights: [
      [0.5, 0.5],
      [1, 0],
    ],
  };
  expect(contextRows(own, influence, null)[0]).toMatchObject({
    attention: null,
    heads: [],
    integrated: null,
  });
  expect(contextRows({ ...explanation, heads: 0 }, influence, null)[0]).toMatchObject({ attention: null });
  expect(tokenLines('attention', own, influence, null)).toEqual([
    {
      position: 0,
      tokens: [
        { token: 'a', value: 0.75 },
        { token: 'b', value: 0.25 },
      ],
    },
  ]);
});

it('tells words by each measure, the text before its context', () => {
  expect(tokenLines('leftOut', explanation, influence, gradients)).toEqual([
    {
      position: 0,
      tokens: [
        { token: 'a', value: null },
        { token: 'b', value: 0.5 },
      ],
    },
    {
      position: 2,
      tokens: [
        { token: 'c', value: 0.25 },
        { token: 'd', value: -0.25 },
      ],
    },
  ]);
  const lines = tokenLines('gradientTimesInput', explanation, influence, gradients);
  expect(lines.map(({ position }) => position)).toEqual([0, 1, 2]);
  expect(lines[1]!.tokens).toEqual([
    { token: 'e', value: 5 },
    { token: 'f', value: 6 },
  ]);
  expect(tokenLines('integrated', explanation, influence, null)).toEqual([]);
  expect(knownMeasures(explanation, null)).toEqual(['leftOut', 'attention']);
  expect(knownMeasures(explanation, gradients)).toContain('integrated');
  // Where whole texts are attended to, each has one token that says nothing of its words.
  const whole = explanation.items.map((item) => ({
    ...item,
    tokens: ['all of it'],
    weights: [[0.5], [0.5]],
  }));
  expect(knownMeasures({ ...explanation, items: whole }, null)).toEqual(['leftOut']);
});

it('writes changes with their sign, and one scale holds all of them', () => {
  expect([1.534, -0.266, 0, -0.001].map(formatChange)).toEqual(['+1.53', '−0.27', '0.00', '0.00']);
  expect(scaleOf([0.5, null, -2])).toBe(2);
  expect(scaleOf([])).toBeGreaterThan(0);
  expect(probabilityOf(0)).toBe(0.5);
});

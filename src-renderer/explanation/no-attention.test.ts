import { expect, it } from 'vitest';
import { explanation } from '../charts/fixtures.testing.ts';
import { noAttention } from './no-attention.ts';

it('tells an empty window from a model that attends to nothing', () => {
  const empty = { ...explanation, items: [], heads: 0 };
  expect(noAttention(empty, true).title).toBe('This prediction read no context.');
  expect(noAttention(empty, false).title).toBe('This model has no attention to show.');
  expect(noAttention({ ...explanation, heads: 0 }, true).title).toBe('This model has no attention to show.');
  const leftOut = { ...explanation, heads: 0, contextLeftOut: true };
  expect(noAttention(leftOut, true).title).toBe('This model reads the text alone.');
});

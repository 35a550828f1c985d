import { expect, it } from 'vitest';
import { highlightParts } from './highlight.ts';

function hits(text: string, query: string): string[] {
  return highlightParts(text, query)
    .filter((part) => part.hit)
    .map((part) => part.text);
}

it('marks the beginnings of words, whatever their case', () => {
  expect(hits('Earnings beat; earning more, unearned', 'earning')).toEqual(['Earning', 'earning']);
});

it('takes a query as words, not as a pattern', () => {
  expect(hits('a+b costs $5 (.*)', '.* "costs" (')).toEqual(['costs']);
});

it('loses nothing of the text', () => {
  const text = 'Netflix earnings: $1 a share, “good” or bad?';
  const parts = highlightParts(text, 'netflix share good');
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.filter((part) => part.hit)).toHaveLength(3);
});

it('marks nothing without a query', () => {
  expect(highlightParts('text', ' ')).toEqual([{ text: 'text', hit: false }]);
});

it('only what is wanted in a text is marked', () => {
  const hits = (query: string) =>
    highlightParts('profit or loss by Reuters', query).flatMap(({ text, hit }) => (hit ? [text] : []));
  expect(hits('profit OR loss')).toEqual(['profit', 'loss']);
  expect(hits('profit -loss author:Reuters date:2018')).toEqual(['profit']);
});

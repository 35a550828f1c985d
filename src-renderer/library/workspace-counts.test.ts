import { expect, it } from 'vitest';
import { schemeCounts } from './workspace-counts.ts';

const label = (scheme: string, value: string, count: number) => ({
  scheme,
  value,
  count,
  origin: 'import' as const,
});

const asStored = (_: string, value: string) => value;

it('calls each class as it is named in its scheme', () => {
  const counts = [
    ...[9, 8, 7, 6, 5, 4].map((count, at) => label('topic', `${at}`, count)),
    label('tone', '0', 3),
  ];
  const nameOf = (scheme: string, value: string) => (scheme === 'topic' ? `topic ${value}` : value);
  const [topic, tone] = schemeCounts(counts, nameOf);
  expect(topic?.shown.map(({ value, name }) => [value, name])[0]).toEqual(['0', 'topic 0']);
  expect(topic?.others).toBe('topic 5: 4');
  expect(tone?.shown.map(({ name }) => name)).toEqual(['0']);
});

it('names the five most frequent values of a scheme, and counts the others', () => {
  const counts = [3, 900, 20, 1000, 50, 7, 1].map((count, i) => label('topic', `t${i}`, count));
  const [topic] = schemeCounts([...counts, label('sentiment', 'positive', 2)], asStored);
  expect(topic).toMatchObject({ scheme: 'topic', more: 2, others: 't0: 3, t6: 1' });
  expect(topic?.shown.map(({ value }) => value)).toEqual(['t3', 't1', 't4', 't2', 't5']);
});

it('keeps the schemes apart', () => {
  const schemes = schemeCounts([label('a', 'x', 1), label('b', 'x', 2), label('a', 'y', 3)], asStored);
  expect(schemes.map(({ scheme, shown, more }) => [scheme, shown.length, more])).toEqual([
    ['a', 2, 0],
    ['b', 1, 0],
  ]);
});

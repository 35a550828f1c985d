import { expect, test } from 'vitest';
import { faithfulnessSentence } from './test-part-sentence.ts';

const interval = (mean: number, low: number, high: number) => ({ mean, low, high, n: 9, clusters: 5 });
const nothing = { mean: null, low: null, high: null, n: 0, clusters: 0 };
const other = { recency: interval(0, -0.1, 0.1), shuffled: null, others: [] };

test('a lead is called one only where its interval has one sign', () => {
  const lead = {
    leaveOneOut: interval(-0.1, -0.2, 0),
    recency: interval(0.002, -0.003, 0.008),
    random: interval(0.161, 0.119, 0.203),
  };
  expect(faithfulnessSentence({ lead, agreement: { ...other, attention: interval(0.4, 0.36, 0.44) } })).toBe(
    'Without the texts that are attended to most, the probability falls more than without texts drawn at random (+16.1 [+11.9, +20.3] points), and about as much as without the most recent texts (+0.2 [−0.3, +0.8] points). Attention and leave-one-out rank the texts of a window somewhat alike (Kendall’s tau-b .40 [.36, .44]).',
  );
  const less = { ...lead, random: interval(-0.05, -0.07, -0.03) };
  const agreement = { ...other, attention: interval(0.01, -0.05, 0.07) };
  const said = faithfulnessSentence({ lead: less, agreement });
  expect(said).toContain('falls less than without texts drawn at random (−5.0 [−7.0, −3.0] points)');
  expect(said).toContain('no more alike than by chance');
});

test('where there is nothing to compare, nothing is claimed', () => {
  expect(faithfulnessSentence({ lead: null, agreement: { ...other, attention: null } })).toContain(
    'does not attend to the texts of its window',
  );
  const lead = { leaveOneOut: nothing, recency: nothing, random: nothing };
  const said = faithfulnessSentence({ lead, agreement: { ...other, attention: nothing } });
  expect(said).toContain('cannot be compared with texts drawn at random');
  expect(said).toContain('there is nothing to rank');
});

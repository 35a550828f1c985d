import { expect, it } from 'vitest';
import { remarkText, shortageText } from './adequacy.ts';

it('a shortage says what there is, of which tickers, and what is needed', () => {
  const labels = { kind: 'labels', least: 30, scheme: 'sentiment' } as const;
  expect(shortageText({ ...labels, documents: 0, labelled: 0 }, ['GS'])).toBe(
    'No text of GS has a label of the scheme “sentiment”.',
  );
  const once =
    'Near-duplicates, which differ only in links, numbers, signs or retweets, count once: label or import texts with other words.';
  expect(shortageText({ ...labels, documents: 1, labelled: 1 }, null)).toBe(
    `Only 1 distinct text is labelled; at least 30 are needed. ${once}`,
  );
  expect(shortageText({ ...labels, documents: 29, labelled: 29 }, ['GS', 'MS'])).toBe(
    `Only 29 distinct texts of GS, MS are labelled; at least 30 are needed. ${once}`,
  );
  expect(shortageText({ ...labels, documents: 4000, labelled: 2 }, null)).toBe(
    `4,000 texts are labelled, of which only 2 are distinct; at least 30 are needed. ${once}`,
  );
  expect(shortageText({ ...labels, documents: 12, labelled: 1 }, ['GS'])).toContain(
    '12 texts of GS are labelled, of which only 1 is distinct;',
  );
  expect(shortageText({ kind: 'classes', classes: 1, least: 2, scheme: 'sentiment' }, null)).toContain(
    'All labels are the same',
  );
  expect(shortageText({ kind: 'texts', texts: 0, least: 20 }, ['GS'])).toBe('There are no texts of GS.');
  expect(shortageText({ kind: 'texts', texts: 1, least: 20 }, null)).toBe(
    'There is only 1 distinct text; at least 20 are needed.',
  );
  expect(shortageText({ kind: 'days', days: 0, least: 31 }, null)).toBe('There are no prices.');
  expect(shortageText({ kind: 'days', days: 30, least: 31 }, ['GS'])).toBe(
    'There are only 30 days of prices of GS; at least 31 are needed.',
  );
  const companies = { kind: 'companies', least: 3, minTexts: 10 } as const;
  expect(shortageText({ ...companies, companies: 0, scheme: null }, null)).toBe(
    'No company has 10 distinct texts with a time; at least 3 are needed.',
  );
  expect(shortageText({ ...companies, companies: 1, scheme: 'topic' }, null)).toBe(
    'Only 1 company has 10 distinct texts with a time and a label of the scheme “topic”; at least 3 are needed.',
  );
});

it('a remark names its numbers', () => {
  expect(remarkText({ kind: 'few-labels', labelled: 40, enough: 200 }, String)).toContain('Fewer than 200');
  expect(
    remarkText({ kind: 'rare-classes', classes: ['odd', 'rare'], enough: 10 }, (value) =>
      value === 'odd' ? 'strange' : value,
    ),
  ).toContain('fewer than 10 texts each: strange, rare.');
  expect(remarkText({ kind: 'short-windows', full: 1, labelled: 40, n: 8 }, String)).toContain('not full');
});

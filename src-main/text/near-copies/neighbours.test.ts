import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { haveNeighbour } from './neighbours.ts';

const anyText = fc
  .array(fc.constantFrom('rates', 'rise', 'bank', 'falls', 'oil', 'up', '3', '4', 'share'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((words) => words.join(' '));

test('a text has a neighbour if one of all others shares enough of its words', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyText, { maxLength: 12 }),
      fc.array(anyText, { maxLength: 12 }),
      fc.constantFrom(0.3, 0.5, 0.6, 1),
      async (texts, others, threshold) => {
        const expected = texts.map((text) =>
          others.some((other) => {
            const [a, b] = [new Set(text.split(' ')), new Set(other.split(' '))];
            const both = [...a].filter((word) => b.has(word)).length;
            return both / (a.size + b.size - both) >= threshold;
          }),
        );
        expect(await haveNeighbour(texts, others, threshold)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test('links, tickers and capitals make no other text, numbers do', async () => {
  const others = ['Bank of Oslo raises its rate to 4'];
  expect(await haveNeighbour(['$OSL BANK OF OSLO raises its rate to 4 https://t.co/1'], others, 1)).toEqual([
    true,
  ]);
  expect(await haveNeighbour(['Bank of Oslo raises its rate to 5'], others, 1)).toEqual([false]);
});

test('the search ends when it is cancelled, and not when it would have been done', async () => {
  const texts = Array.from({ length: 20_000 }, (_, at) => `bank of oslo ${at % 97} raises rate ${at}`);
  const stopped = new AbortController();
  setTimeout(() => {
    stopped.abort(new Error('cancelled'));
  });
  await expect(haveNeighbour(texts, texts, 0.9, stopped.signal)).rejects.toThrow('cancelled');
});

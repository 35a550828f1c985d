import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { learnBytePairs } from './byte-pair.ts';
import { SubwordTokenizer } from './subword-tokenizer.ts';
import { trainedConfig, trainSubwords } from './subword-training.ts';

const train = (texts: readonly string[], maxSize = 200, minCount = 1) =>
  SubwordTokenizer.open(trainSubwords(texts, { maxSize, minCount }), trainedConfig, 'test');

/** Byte-pair encoding word for word, counting everything anew at every step. */
function bruteForce(words: ReadonlyMap<string, number>, maxSize: number, minCount: number) {
  const symbols = [...new Set([...words.keys()].flatMap((word) => Array.from(word)))].sort(
    (a, b) => a.codePointAt(0)! - b.codePointAt(0)!,
  );
  let cut = [...words].map(([word, count]) => ({ pieces: Array.from(word), count }));
  const merges: [string, string][] = [];
  while (symbols.length < maxSize) {
    const counts = new Map<string, number>();
    for (const { pieces, count } of cut) {
      for (let i = 1; i < pieces.length; i++) {
        const pair = JSON.stringify([symbols.indexOf(pieces[i - 1]!), symbols.indexOf(pieces[i]!)]);
        counts.set(pair, (counts.get(pair) ?? 0) + count);
      }
    }
    const ranked = [...counts]
      .map(([pair, count]) => ({ pair: JSON.parse(pair) as [number, number], count }))
      .sort((a, b) => b.count - a.count || a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
    const best = ranked[0];
    if (!best || best.count < minCount) break;
    const [first, second] = best.pair.map((id) => symbols[id]!) as [string, string];
    merges.push([first, second]);
    if (!symbols.includes(first + second)) symbols.push(first + second);
    cut = cut.map(({ pieces, count }) => {
      const after: string[] = [];
      for (let i = 0; i < pieces.length; i++) {
        if (pieces[i] === first && pieces[i + 1] === second) after.push(first + pieces[++i]!);
        else after.push(pieces[i]!);
      }
      return { pieces: after, count };
    });
  }
  return { symbols, merges };
}

it('merges as the definition says, whatever the words', () => {
  const words = fc.array(
    fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '👍'), minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 5 }),
    ),
    { maxLength: 12 },
  );
  const same = fc.property(
    words,
    fc.integer({ min: 4, max: 30 }),
    fc.integer({ min: 1, max: 4 }),
    (list, maxSize, minCount) => {
      const counts = new Map(list);
      expect(learnBytePairs(counts, { maxSize, minCount })).toEqual(bruteForce(counts, maxSize, minCount));
    },
  );
  fc.assert(same, { numRuns: 500 });
});

// A special token that is written in a text stays one.
const text = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((value) => !/\[(?:PAD|UNK|CLS|SEP|MASK)\]/.test(value));

/** What the documentation of `trainSubwords` says becomes of a text. */
function normalised(value: string): string {
  return value
    .normalize('NFC')
    .replaceAll(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu, '')
    .toLowerCase()
    .replaceAll('▁', '_')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

it('encodes what it was trained on without unknown pieces, and gives it back', () => {
  const honest = fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
    const tokenizer = train(texts);
    for (const one of texts) {
      const { ids, tokens } = tokenizer.encode(one);
      expect(tokens).not.toContain('[UNK]');
      expect(tokenizer.decode(ids)).toBe(normalised(one));
    }
  });
  fc.assert(honest, { numRuns: 300 });
});

it('gives texts back in small letters, with single spaces', () => {
  const tokenizer = train(['Netflix UP  5.2%! ', '▁ café']);
  const back = (value: string) => tokenizer.decode(tokenizer.encode(value).ids);
  expect(back(' Netflix  UP 5.2%!')).toBe('netflix up 5.2%!');
  expect(back('Cafe\u0301 ▁')).toBe('café _');
  expect(tokenizer.encode('up zebra').tokens).toContain('[UNK]');
});

it('is the same whatever the order of the texts, within its size, with the frequent pieces only', () => {
  const texts = ['up up up', 'the upside', 'down the drain', 'up'];
  const options = { maxSize: 40, minCount: 2 };
  const learned = trainSubwords(texts, options);
  expect(trainSubwords(texts.toReversed(), options)).toEqual(learned);
  const tokenizer = SubwordTokenizer.open(learned, trainedConfig, 'test');
  expect(tokenizer.size).toBeLessThanOrEqual(40);
  expect(tokenizer.encode('up the').tokens).toEqual(['[CLS]', '▁up', '▁the', '[SEP]']);
  expect(tokenizer.encode('down').tokens.length).toBeGreaterThan(3);
});

it('tells the characters of its pieces', () => {
  const value = 'Up, $UP café';
  const tokenizer = train(['up up up']);
  const places = tokenizer.places('Up  up').map((place) => place && [place.start, place.end]);
  expect(places).toEqual([null, [0, 2], [4, 6], null]);
  expect(tokenizer.places(value).length).toBe(tokenizer.encode(value).ids.length);
});

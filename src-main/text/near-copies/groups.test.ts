import { describe, expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { wordsSaid } from './said.ts';
import { nearCopyGroups } from './groups.ts';

const threshold = 0.6;

/** The numbers of the groups that there are. */
async function groupsOf(texts: readonly string[]): Promise<Set<number>> {
  return new Set(await nearCopyGroups(texts, threshold));
}

async function areTogether(...texts: string[]): Promise<boolean> {
  return (await groupsOf(texts)).size === 1;
}

const title = 'Harrowmere Shipping opens a second terminal in Bergen after months of delay';

describe('near copies are texts of which', () => {
  test.each([
    ['one word is another', title.replace('months', 'years')],
    ['one word is missing', title.replace('second ', '')],
    ['one word is in the plural', title.replace('terminal', 'terminals')],
    ['two words are swapped', title.replace('opens a second terminal', 'a second terminal opens')],
    ['the ticker is another', `$OSLO ${title} https://t.co/x1`],
    ['the company is another', title.replace('Harrowmere Shipping', 'Fenwickle')],
    ['signs and capitals are others', `RT @desk: ${title.toUpperCase()}!!! https://t.co/Xyz1`],
    ['the end is cut off without a sign', 'Harrowmere Shipping opens a second'],
    ['the end is cut off within a word', 'Harrowmere Shipping opens a second term'],
    ['only the end is left', 'terminal in Bergen after months of delay'],
    ['one quotes the other', `What a week for ports, and what to read now: "${title}" - our view on it`],
  ])('%s', async (_, other) => {
    expect(await areTogether(title, other)).toBe(true);
  });

  test('a short one has one other word, however long that is', async () => {
    expect(
      await areTogether('Oslo hires new pharmaceuticals head', 'Oslo hires new telecommunications head'),
    ).toBe(true);
  });

  test('a copy of a copy is one as well', async () => {
    const twice = title.replace('months', 'years').replace('second', 'further').replace('opens', 'builds');
    const thrice = twice.replace('Bergen', 'Lima').replace('delay', 'waiting').replace('after', 'despite');
    expect(await areTogether(title, thrice)).toBe(false);
    expect(await areTogether(title, twice, thrice)).toBe(true);
  });
});

describe('apart are', () => {
  test.each([
    ['texts about the same', title, 'Bergen waits no longer: Harrowmere has its terminal at last'],
    ['two short texts', 'up again', 'up again!'],
    ['turns of four words', 'after months of delay', title],
    ['texts of the same few words', 'the end of the year', 'the end of the story so far, and of the week'],
    ['titles with another number', 'Lima Foods earns $1 a share', 'Lima Foods earns $2 a share'],
    [
      'titles with another number in words',
      'Lima Foods earns two cents a share',
      'Lima Foods earns six cents a share',
    ],
  ])('%s', async (_, one, other) => {
    expect(await areTogether(one, other)).toBe(false);
  });
});

test('a number is news where the sentence has few, and that of a template where it has five', async () => {
  const closes = (prices: number[]) => prices.map((price) => `Harrowmere closes at $${price} in Bergen`);
  expect((await groupsOf(closes([31, 32, 35, 38]))).size).toBe(4);
  expect((await groupsOf(closes([31, 32, 35, 38, 30]))).size).toBe(1);
});

test('the same number in another spelling is the same', async () => {
  expect(
    await areTogether('Lima Foods sells 12,000 shares to Oslo', 'Lima Foods sells 12000 shares to Oslo'),
  ).toBe(true);
});

/** Texts of made-up words of which some are copies of one before, with up to four words replaced, swapped or cut. */
function drawnTexts(random: Random, count: number): string[] {
  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
  const word = () => Array.from({ length: 3 + random.below(8) }, () => random.pick(letters)).join('');
  const common = Array.from({ length: 12 }, word);
  const texts: string[] = [];
  while (texts.length < count) {
    if (texts.length === 0 || random.uniform() < 0.3) {
      const length = 4 + random.below(14);
      texts.push(
        Array.from({ length }, () => (random.uniform() < 0.3 ? random.pick(common) : word())).join(' '),
      );
      continue;
    }
    const words = random.pick(texts).split(' ');
    for (let change = random.below(4); change >= 0; change--) words[random.below(words.length)] = word();
    if (random.uniform() < 0.3) words.reverse();
    texts.push(words.join(' '));
  }
  return texts;
}

test('groups are those of all pairs compared one by one, by the definition of their similarity', async () => {
  const texts = drawnTexts(new Random(5), 500);
  const of = (text: string) => {
    const words = new Set(text.split(' '));
    const pieces = [...words].flatMap((word) => {
      const padded = ` ${word} `;
      return Array.from({ length: padded.length - 3 }, (_, at) => padded.slice(at, at + 4));
    });
    return { words, shingles: new Set([...words, ...pieces]) };
  };
  const similar = (a: Set<string>, b: Set<string>) => {
    const both = [...a].filter((one) => b.has(one)).length;
    return both / (a.size + b.size - both) >= threshold;
  };
  const sets = texts.map(of);
  const expected = texts.map((_, index) => index);
  let pairs = 0;
  for (const [i, a] of sets.entries()) {
    for (let j = 0; j < i; j++) {
      const b = sets[j]!;
      const isInside = [
        [texts[i]!, texts[j]!],
        [texts[j]!, texts[i]!],
      ].some(([part, whole]) => part!.split(' ').length >= 5 && ` ${whole}`.includes(` ${part}`));
      if (!similar(a.words, b.words) && !similar(a.shingles, b.shingles) && !isInside) continue;
      pairs++;
      const [from, to] = [Math.max(expected[i]!, expected[j]!), Math.min(expected[i]!, expected[j]!)];
      for (const [at, group] of expected.entries()) if (group === from) expected[at] = to;
    }
  }
  expect(pairs).toBeGreaterThan(200);
  expect([...(await nearCopyGroups(texts, threshold))]).toEqual(expected);
});

test('the groups are the same in any order of the texts', async () => {
  const random = new Random(6);
  const texts = drawnTexts(random, 300);
  const partition = async (order: readonly string[]) => {
    const groups = await nearCopyGroups(order, threshold);
    return new Set(
      Map.groupBy(order, (_, index) => groups[index]!)
        .values()
        .map((group) => group.toSorted().join('|')),
    );
  };
  expect(await partition(random.shuffle([...texts]))).toEqual(await partition(texts));
});

test('words are read as they are said, without links, tickers and names', () => {
  expect(wordsSaid('RT @desk: $OSLO’s Lima & AT&T earn 1,200.5 — @anna https://t.co/x?y=1 don’t')).toEqual([
    's',
    'lima',
    'at&t',
    'earn',
    '1,200.5',
    "don't",
  ]);
});

test('finds all texts of a template, however many there are', async () => {
  const texts = Array.from(
    { length: 20_000 },
    (_, at) => `Short volume ratio of this stock was ${at} percent today on the exchange`,
  );
  expect((await groupsOf(texts)).size).toBe(1);
});

test('the search ends when it is cancelled, and not when it would have been done', async () => {
  const texts = drawnTexts(new Random(8), 4000);
  const stopped = new AbortController();
  setTimeout(() => {
    stopped.abort(new Error('cancelled'));
  });
  await expect(nearCopyGroups(texts, threshold, stopped.signal)).rejects.toThrow('cancelled');
});

/**
 * The stories behind the sample: for every company a sequence of tweets in which a research house states what each
 * unit should earn, and then single units report. A result is good or bad only against the expectation before it.
 *
 * Amounts are drawn so that a result alone says nothing: every reported amount is as often above its expectation as
 * below it. The expectation alone cannot be made as silent. If y = sign(actual - expected) were balanced for every
 * actual and for every expected amount, then E[y * (actual - expected)] = 0, though it is E|actual - expected|; so the
 * lowest and highest expectations, which lie beyond every reported amount, do give their results away.
 */
import type { Random } from '../../src-main/random.ts';
import {
  amounts,
  authors,
  chatterPhrases,
  cities,
  expectationPhrases,
  houses,
  longPhrases,
  resultPhrases,
} from './words.ts';
import type { SampleCompany } from './words.ts';

export interface SampleTweet {
  kind: 'expectation' | 'result' | 'chatter' | 'repeat';
  /** With cashtags, without links. */
  text: string;
  author: string;
  sentiment: 'positive' | 'negative' | null;
  /** Whether a repeat of this very text follows. */
  repeated: boolean;
  /** Number of the expectation that this tweet follows, within its company; 0 before the first. */
  episode: number;
}

/** A result differs from its expectation by 1 to this many cents. */
const largestSurprise = 3;
/** Results in an episode. */
const resultsPerEpisode = 5;
/**
 * Different texts in an episode: the expectation and 7 more. So a window of 8 that begins after the expectation
 * holds this expectation and never the one before.
 */
const textsPerEpisode = 8;

/** Letters of a text, lower case: the sample never says the same thing twice by accident. */
function letters(text: string): string {
  return text
    .replaceAll(/&\w+;|[$#@]\w+/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
}

/** Hands out expectations, and results that fit them, in shuffled order and balanced as said above. */
function amountDecks(random: Random, episodes: number) {
  const results = amounts.slice(largestSurprise, -largestSurprise).map((_, at) => at + largestSurprise);
  const pairs = results.flatMap((actual) =>
    Array.from({ length: largestSurprise }, (_, surprise) => [
      { actual, expected: actual - surprise - 1 },
      { actual, expected: actual + surprise + 1 },
    ]).flat(),
  );
  const refill = <T>(deck: readonly T[], copies: number): T[] =>
    random.shuffle(Array.from({ length: copies }, () => deck).flat());
  const expectations = refill(
    pairs.map((pair) => pair.expected),
    Math.ceil(episodes / pairs.length),
  );
  const answers = new Map<number, number[]>();
  return {
    expected: (): number => expectations.pop() ?? random.pick(pairs).expected,
    actual(expected: number): number {
      let deck = answers.get(expected);
      if (deck === undefined || deck.length === 0) {
        const fitting = pairs.filter((pair) => pair.expected === expected).map((pair) => pair.actual);
        deck = refill(fitting, 40);
        answers.set(expected, deck);
      }
      return deck.pop()!;
    },
  };
}

/** Writes the tweets of one company after another; texts differ across all of them. */
export function createStoryteller(random: Random, episodes: number) {
  const decks = amountDecks(random, episodes);
  const used = new Set<string>();

  function fresh(phrases: readonly string[], company: SampleCompany, amount: number | null): string {
    for (;;) {
      const text = fill(random.pick(phrases), {
        n: company.name.replaceAll('&', '&amp;'),
        t: `$${company.symbol}`,
        c: random.pick(cities),
        h: random.pick(houses),
        v: amounts[amount ?? random.below(amounts.length)]!,
      });
      // Cut texts are compared by their beginnings, so that no text continues another.
      const key = letters(text).slice(0, phrases === longPhrases ? 40 : undefined);
      if (!used.has(key)) {
        used.add(key);
        return text;
      }
    }
  }

  function tweet(
    kind: SampleTweet['kind'],
    text: string,
    episode: number,
    sentiment: SampleTweet['sentiment'] = null,
  ): SampleTweet {
    return { kind, text, author: random.pick(authors), sentiment, episode, repeated: false };
  }

  const chatter = (company: SampleCompany, episode: number): SampleTweet =>
    random.uniform() < 0.12
      ? tweet('chatter', cut(fresh(longPhrases, company, null)), episode)
      : tweet('chatter', fresh(chatterPhrases, company, null), episode);

  function result(company: SampleCompany, expected: number, episode: number): SampleTweet {
    const actual = decks.actual(expected);
    const text = fresh(resultPhrases, company, actual);
    return tweet('result', text, episode, actual > expected ? 'positive' : 'negative');
  }

  function repeat(original: SampleTweet, episode: number): SampleTweet {
    original.repeated = true;
    const text = random.uniform() < 0.7 ? `RT @${original.author}: ${original.text}` : original.text;
    return tweet('repeat', text, episode);
  }

  return {
    /** The tweets of one company in the order in which they were written, `count` of them. */
    story(company: SampleCompany, count: number): SampleTweet[] {
      const tweets = Array.from({ length: random.below(4) }, () => chatter(company, 0));
      for (let episode = 1; count - tweets.length >= textsPerEpisode + 2; episode++) {
        const expected = decks.expected();
        const expectation = tweet('expectation', fresh(expectationPhrases, company, expected), episode);
        const rest = random.shuffle([
          ...Array.from({ length: resultsPerEpisode }, () => result(company, expected, episode)),
          ...Array.from({ length: textsPerEpisode - 1 - resultsPerEpisode }, () => chatter(company, episode)),
        ]);
        // Repeats stand after their original in the same episode. Of a text and its repeat the window keeps the later:
        // the expectation is repeated at once, or it would reach into the next episode. Results are not repeated.
        const original = rest.findIndex((each) => each.kind === 'chatter');
        if (random.uniform() < 0.2) {
          const later = original + 1 + random.below(rest.length - original);
          rest.splice(later, 0, repeat(rest[original]!, episode));
        }
        if (random.uniform() < 0.3) rest.unshift(repeat(expectation, episode));
        tweets.push(expectation, ...rest);
      }
      const last = tweets.at(-1)?.episode ?? 0;
      while (tweets.length < count) tweets.push(chatter(company, last));
      return tweets;
    },
  };
}

/** Puts words into the places of a phrase. */
export function fill(phrase: string, words: Readonly<Record<string, string>>): string {
  return phrase.replaceAll(/\{(\w)\}/g, (_, name: string) => words[name] ?? '');
}

/** Cuts a text as Twitter does. */
function cut(text: string): string {
  return `${text.slice(0, 116).trimEnd()}…`;
}

/** The bundled sample: a generated export in the StockerBot format, and labels for its results. */
import { Random } from '../../src-main/random.ts';
import { labelText, leakedHeader, record, stockerBotHeader } from './format.ts';
import type { PublishedTweet } from './format.ts';
import { createStoryteller, fill } from './stories.ts';
import type { SampleTweet } from './stories.ts';
import { cities, houses, pairPhrases, sampleCompanies } from './words.ts';
import type { SampleCompany } from './words.ts';

export interface Sample {
  /** The tweets as StockerBot writes them: joined by commas, nothing quoted. */
  export: string;
  /** `text,sentiment` of the labelled tweets, without cashtags, hashtags and links. */
  labels: string;
  /** What stands in `labels`, with its time (ms UTC) and its company. */
  results: { text: string; symbol: string; publishedAt: number; sentiment: 'positive' | 'negative' }[];
}

const firstDay = Date.UTC(2024, 2, 4);
const daySeconds = 86_400;
/** Share of the tweets on each day; the last but one is the heavy one. */
const dayShares = [0.07, 0.08, 0.07, 0.08, 0.07, 0.02, 0.03, 0.09, 0.1, 0.32, 0.07];
const unlabelledShare = 0.12;
const secondCompanyShare = 0.12;
const repeatedRecords = 6;
const leakedHeaders = 1;

/**
 * Generates the sample. The same options give the same text on every machine.
 * @param options `companies`: 2 to 24; `tweets`: records in all.
 */
export function generateSample(options: { seed?: number; companies?: number; tweets?: number } = {}): Sample {
  const { seed = 1, companies = 24, tweets = 3000 } = options;
  if (companies < 2 || companies > sampleCompanies.length)
    throw new RangeError(`The sample has 2 to ${sampleCompanies.length} companies, not ${companies}.`);
  const random = new Random(seed);
  const written = tweets - repeatedRecords - leakedHeaders;
  const teller = createStoryteller(random, written);
  const stories = sampleCompanies.slice(0, companies).map((company, at) => {
    const count = Math.floor((written * (at + 1)) / companies) - Math.floor((written * at) / companies);
    return publish(random, teller.story(company, count), company);
  });
  mentionSecondCompanies(random, stories);
  const published = stories.flat();

  const records = published.map((tweet) => record(random, tweet));
  for (let copy = 0; copy < repeatedRecords; copy++) records.push(random.pick(records));
  for (let copy = 0; copy < leakedHeaders; copy++) records.push(leakedHeader(random, firstDay));

  const results = random
    .shuffle(published)
    .flatMap(({ text, companies: [company], publishedAt, sentiment }) =>
      sentiment === null || company === undefined || random.uniform() < unlabelledShare
        ? []
        : [{ text: labelText(text), symbol: company.symbol, publishedAt, sentiment }],
    );
  return {
    export: `${[stockerBotHeader, ...random.shuffle(records)].join('\n')}\n`,
    labels: `${['text,sentiment', ...results.map(({ text, sentiment }) => `"${text.replaceAll('"', '""')}",${sentiment}`)].join('\n')}\n`,
    results,
  };
}

/** Gives every tweet of a story a moment, in the story's order and no two in one second. */
function publish(random: Random, story: readonly SampleTweet[], company: SampleCompany): PublishedTweet[] {
  const seconds = new Set<number>();
  while (seconds.size < story.length) {
    // The mean of two draws: more is written around noon than at night.
    const timeOfDay = (random.uniform() + random.uniform()) / 2;
    seconds.add(Math.floor((drawDay(random) + timeOfDay) * daySeconds));
  }
  const inOrder = [...seconds].sort((a, b) => a - b);
  return story.map((tweet, at) => ({
    ...tweet,
    publishedAt: firstDay + inOrder[at]! * 1000,
    companies: [company],
  }));
}

function drawDay(random: Random): number {
  let rest = random.uniform();
  const day = dayShares.findIndex((share) => (rest -= share) < 0);
  return day === -1 ? dayShares.length - 1 : day;
}

/**
 * Turns some chatter into tweets about two companies. A window of 8 leaves room for one such tweet in an episode of
 * the second company, and for no more.
 */
function mentionSecondCompanies(random: Random, stories: readonly PublishedTweet[][]): void {
  const taken = new Set<string>();
  // A star in a name is also what joins two names: as in the real export, such a company stands alone.
  const candidates = stories.filter((story) => !story[0]!.companies[0]!.name.includes('*'));
  for (const story of candidates)
    for (const tweet of story) {
      if (tweet.kind !== 'chatter' || tweet.repeated || random.uniform() >= secondCompanyShare) continue;
      const other = random.pick(candidates);
      const [first, second] = [story[0]!.companies[0]!, other[0]!.companies[0]!];
      const episode =
        other.findLast((each) => each.publishedAt <= tweet.publishedAt && each.kind === 'expectation')
          ?.episode ?? 0;
      const place = `${second.symbol} ${episode}`;
      if (first === second || taken.has(place)) continue;
      taken.add(place);
      tweet.companies = [first, second];
      tweet.text = fill(random.pick(pairPhrases), {
        t: `$${first.symbol}`,
        o: `$${second.symbol}`,
        n: first.name.replaceAll('&', '&amp;'),
        m: second.name.replaceAll('&', '&amp;'),
        c: random.pick(cities),
        h: random.pick(houses),
      });
    }
}

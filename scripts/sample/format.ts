/** How the sample's tweets are written down: the StockerBot format with its oddities, and text + label rows. */
import type { Random } from '../../src-main/random.ts';
import type { SampleTweet } from './stories.ts';
import { authors } from './words.ts';
import type { SampleCompany } from './words.ts';

export interface PublishedTweet extends SampleTweet {
  publishedAt: number;
  companies: SampleCompany[];
}

export const stockerBotHeader = 'id,text,timestamp,source,symbols,company_names,url,verified';

const hashtags = ['#earnings', '#stocks', '#investing', '#WallStreet', '#trading'];
const twitterEpoch = 1_288_834_974_657;

/** One record of the export, without its line break. */
export function record(random: Random, tweet: PublishedTweet): string {
  const status = statusId(random, tweet.publishedAt);
  let text = tweet.text;
  if (tweet.kind !== 'repeat' && random.uniform() < 0.15) text += ` ${random.pick(hashtags)}`;
  if (text.endsWith('…') || random.uniform() < 0.55) text += ` https://t.co/${token(random, 10)}`;
  // Names are joined by a star, symbols by a dash; some spellings have commas of their own.
  const names = tweet.companies.map((company) =>
    company.alias !== undefined && random.uniform() < 0.2 ? company.alias : company.name,
  );
  return [
    // The ids went through a double and lost their last digits.
    String(Number(status)),
    text,
    timestamp(tweet.publishedAt),
    tweet.author,
    tweet.companies.map((company) => company.symbol).join('-'),
    names.join('*'),
    link(random, tweet, status),
    authors.indexOf(tweet.author) % 5 === 0 ? 'True' : 'False',
  ].join(',');
}

/** A record in which the header of the list of tickers was taken for a company. */
export function leakedHeader(random: Random, day: number): string {
  const publishedAt = day + 1000 * random.below(86_400);
  return record(random, {
    kind: 'chatter',
    text: 'Rowers win the regatta and more sports headlines',
    author: random.pick(authors),
    sentiment: null,
    episode: 0,
    repeated: false,
    publishedAt,
    companies: [{ symbol: 'ticker', name: ' name' }],
  });
}

/** A tweet as a label file has it: cashtags, hashtags and links removed, HTML entities resolved. */
export function labelText(text: string): string {
  return text
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/[$#]\w+|https:\S+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function link(random: Random, tweet: PublishedTweet, status: bigint): string {
  const draw = random.uniform();
  if (draw < 0.6) return `https://twitter.com/i/web/status/${status}`;
  if (draw < 0.75) return `http://bit.ly/${token(random, 7)}`;
  const symbols = tweet.companies.map((company) => company.symbol);
  if (draw < 0.755) return `https://screener.example/chart?v=211&t=${[...symbols, 'SPXQ', 'DJXQ'].join(',')}`;
  return '';
}

/** An id as Twitter gives them: milliseconds in the upper 42 bits. */
function statusId(random: Random, publishedAt: number): bigint {
  return (BigInt(publishedAt + random.below(1000) - twitterEpoch) << 22n) | BigInt(random.below(2 ** 22));
}

function token(random: Random, length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length }, () => alphabet[random.below(alphabet.length)]).join('');
}

/** `Wed Mar 13 14:05:09 +0000 2024` */
function timestamp(at: number): string {
  const [weekday, day, month, year, time] = new Date(at).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${day} ${time} +0000 ${year}`;
}

import { hash } from 'node:crypto';
import type { NewDocument } from '../store/document-writer.ts';
import { isCutOff } from '../text/clean.ts';
import { isRetweet } from '../text/retweet.ts';
import { matchKey } from '../text/normalise.ts';
import type { Tweet } from './tweet.ts';

/** Of a SHA-1; hexadecimal, since a string comes out of the hash with less work than a buffer. */
const CONTENT_KEY_DIGITS = 32;

/**
 * What is stored of a text, besides the companies that it mentions. One time, author and text are one document, whatever
 * id a file gives it.
 */
export function documentRow(tweet: Omit<Tweet, 'companies'>, line: number): NewDocument {
  const { text, publishedAt, author, url, verified } = tweet;
  return {
    contentKey: hash('sha1', `${publishedAt}\0${author}\0${text}`, 'hex').slice(0, CONTENT_KEY_DIGITS),
    publishedAt,
    verified,
    retweet: isRetweet(text),
    cutOff: isCutOff(text),
    author,
    text,
    normalKey: matchKey(text),
    url,
    line,
  };
}

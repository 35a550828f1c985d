import { contentKey } from '../store/content-key.ts';
import type { NewDocument } from '../store/document-writer.ts';
import { isCutOff } from '../text/clean.ts';
import { isRetweet } from '../text/retweet.ts';
import { matchKey } from '../text/normalise.ts';
import type { Tweet } from './tweet.ts';

/**
 * What is stored of a text, besides the companies that it mentions. One time, author and text are one document, whatever
 * id a file gives it.
 */
export function documentRow(tweet: Omit<Tweet, 'companies'>, line: number): NewDocument {
  const { text, publishedAt, author, url, verified } = tweet;
  return {
    contentKey: contentKey({ publishedAt, author, text }),
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

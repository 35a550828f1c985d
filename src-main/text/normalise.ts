import { plainKey } from './plain-key.ts';
import { retweetHead } from './retweet.ts';

/** Links, the head of a retweet, and words that begin with `$`, `#` or `@`. */
const NOT_SAID = new RegExp(String.raw`https?:\/\/\S+|\b${retweetHead}|[$#@][\p{L}\p{N}_]+`, 'gu');
const NOT_LETTERS = /\P{L}+/gu;

/** The same, but for hashtags and names, and with the spaces. */
const NOT_IN_CLEANED_TEXTS = new RegExp(
  String.raw`https?:\/\/\S+|\b${retweetHead}|\$[\p{L}\p{N}_]+|\s+`,
  'gu',
);

/** A key with fewer letters says too little to tell that two texts say the same. */
export const SHORT_KEY_LETTERS = 12;

/**
 * The key under which texts that say the same meet: small letters only, without links, `RT @name:` and words that
 * begin with `$`, `#` or `@`. Labels that were made on cleaned texts find their documents by it. Expects a text with
 * its HTML entities unescaped (`cleanText`).
 */
export function matchKey(text: string): string {
  // Classes of Unicode are slow, and nine texts of ten need none.
  return plainKey(text) ?? unicodeKey(text);
}

/** The same key for any text. */
export function unicodeKey(text: string): string {
  return text.replace(NOT_SAID, '').toLowerCase().replace(NOT_LETTERS, '');
}

/** A stricter key, for texts whose `matchKey` is short: all but spaces, links, `RT @name:` and cashtags. */
export function strictKey(text: string): string {
  return text.replace(NOT_IN_CLEANED_TEXTS, '').toLowerCase();
}

import { retweetHead } from './retweet.ts';

/** Links, the head of a retweet, and words that begin with `$`, `#` or `@`. */
const NOT_SAID = new RegExp(String.raw`https?:\/\/\S+|\b${retweetHead}|[$#@][\p{L}\p{N}_]+`, 'gu');
// Classes of Unicode are slow, and nine texts of ten need none.
const NOT_SAID_ASCII = new RegExp(String.raw`https?:\/\/\S+|\b${retweetHead}|[$#@]\w+`, 'g');
const ASCII_AND_DASHES = /^[\0-\x7f…’‘“”–—]*$/;
const NOT_ASCII_LETTERS = /[^a-z]+/g;
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
  const plain = ASCII_AND_DASHES.test(text);
  const kept = text.replace(plain ? NOT_SAID_ASCII : NOT_SAID, '');
  return kept.toLowerCase().replace(plain ? NOT_ASCII_LETTERS : NOT_LETTERS, '');
}

/** A stricter key, for texts whose `matchKey` is short: all but spaces, links, `RT @name:` and cashtags. */
export function strictKey(text: string): string {
  return text.replace(NOT_IN_CLEANED_TEXTS, '').toLowerCase();
}

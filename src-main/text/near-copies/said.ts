import { withoutRetweetHead } from '../retweet.ts';
import { textHash } from './hash.ts';

/** What a text says, as texts are compared for being copies of one another. */
export interface Said {
  /** Hashes of its words in their order; all numbers have one and the same. */
  words: Uint32Array;
  /** Hashes of its words and of the pieces of four characters inside them, ascending; all numbers have one and the same. */
  shingles: Uint32Array;
  /** Hashes of its numbers as they are written, ascending. */
  numbers: Uint32Array;
  /** Letters in all of its words. */
  letters: number;
}

/** Links, and words that begin with `$` or `@`: another ticker or another name makes no other text. */
const NOT_SAID = /https?:\/\/\S*|[$@][\p{L}_][\p{L}\p{N}_.]*/gu;
const WORD = /\p{L}[\p{L}\p{M}]*(?:['’*&]\p{L}+)*|\d+(?:[.,]\d+)*/gu;
/** Characters of a piece of a word, the blanks around the word among them. */
const PIECE = 4;

/** Numbers as English writes them out. */
const WRITTEN = new Set(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen' +
    ' eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion'
  ).split(' '),
);

/** All numbers have this hash. */
const numberHash = textHash('0');

/** The words of a text in small letters, numbers included. Expects it without HTML entities (`cleanText`). */
export function wordsSaid(text: string): string[] {
  const plain = withoutRetweetHead(text).replace(NOT_SAID, ' ').toLowerCase().replaceAll('’', "'");
  return plain.match(WORD) ?? [];
}

export function saidBy(text: string): Said {
  const words: number[] = [];
  const numbers: number[] = [];
  const shingles = new Set<number>();
  let letters = 0;
  for (const word of wordsSaid(text)) {
    const isNumber = WRITTEN.has(word) || /^\d/u.test(word);
    const hash = isNumber ? numberHash : textHash(word);
    words.push(hash);
    shingles.add(hash);
    if (isNumber) {
      numbers.push(textHash(word.replaceAll(',', '')));
      continue;
    }
    letters += word.length;
    const padded = ` ${word} `;
    for (let at = 0; at + PIECE <= padded.length; at++) shingles.add(textHash(padded.slice(at, at + PIECE)));
  }
  const ascending = (values: Iterable<number>) => Uint32Array.from(values).sort();
  return {
    words: Uint32Array.from(words),
    shingles: ascending(shingles),
    numbers: ascending(numbers),
    letters,
  };
}

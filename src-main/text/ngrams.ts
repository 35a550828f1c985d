import { decodeHTMLStrict } from 'entities/decode';
import { withoutLinks } from './links.ts';
import { withoutRetweetHead } from './retweet.ts';

const token = /<\w+>|\p{L}+(?:'\p{L}+)*|\d+(?:[.,]\d+)*|\S/gu;

/**
 * A text as tokens that keep what is said beside the words: signs and emoji stand for themselves, `$abc` becomes
 * `<cash>` and `abc`, every digit 0. Links and the head of a retweet go.
 */
export function signTokens(text: string): string[] {
  const plain = withoutLinks(withoutRetweetHead(decodeHTMLStrict(text)))
    .replaceAll('’', "'")
    .toLowerCase()
    .replace(/\$(?=\p{L})/gu, '<cash> ')
    .replace(/\d/gu, '0');
  return plain.match(token) ?? [];
}

/** Tokens and pairs of neighbouring tokens. */
export function tokenGrams(tokens: readonly string[]): string[] {
  return [...tokens, ...tokens.slice(1).map((next, at) => `${tokens[at]} ${next}`)];
}

/** Pieces of 2 to 5 characters inside each token with a blank on both sides; one no longer than that, once. */
export function characterGrams(tokens: readonly string[]): string[] {
  const found: string[] = [];
  for (const word of tokens) {
    const padded = ` ${word} `;
    const starts = characterStarts(padded);
    const length = starts.length - 1;
    for (let n = 2; n <= 5; n++) {
      if (length <= n) {
        found.push(padded);
        break;
      }
      for (let at = 0; at + n <= length; at++) found.push(padded.slice(starts[at], starts[at + n]));
    }
  }
  return found;
}

/** Where each character of a text begins, and where the last one ends: those outside the basic plane have two units. */
function characterStarts(text: string): number[] {
  const starts = [0];
  let end = 0;
  for (const character of text) starts.push((end += character.length));
  return starts;
}

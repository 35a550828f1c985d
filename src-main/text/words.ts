import { decodeHTMLStrict } from 'entities/decode';
import { type Cleaning, defaultCleaning } from './cleaning.ts';
import { withoutLinks } from './links.ts';
import { withoutRetweetHead } from './retweet.ts';
import { stopWords } from './stop-words.ts';

/**
 * Splits a text into lower-case words for the word encoders; E*TRADE and AT&T are one word. What becomes of links,
 * cashtags, mentions and the like, the cleaning says. Numbers stay as they are written and fall back to `<number>` where
 * the vocabulary does not hold them (see Vocabulary).
 */
export function words(text: string, cleaning: Cleaning = defaultCleaning): string[] {
  const found: string[] = [];
  for (const match of plain(text, cleaning).toLowerCase().matchAll(token)) {
    const word = wordOf(match[0], cleaning);
    if (word !== null && !(cleaning.stopWords === 'drop' && stopWords.has(word))) found.push(word);
  }
  return found;
}

/** Without the head of a retweet, entities and brackets as the cleaning says; a link is one sign that no text has. */
function plain(text: string, { entities, brackets, links }: Cleaning): string {
  let plain = withoutRetweetHead(text);
  if (entities === 'decode' && plain.includes('&')) plain = decodeHTMLStrict(plain);
  plain = withoutLinks(plain, links === 'token' ? ` ${linkSign} ` : ' ');
  return brackets === 'drop' ? plain.replace(/\[[^\]]*\]|\([^)]*\)/gu, ' ') : plain;
}

const linkSign = '\u{F8FF}';

/** What becomes a word of its own, of a text in small letters. */
export const token =
  /\$[a-z][a-z._]*|[@#][\p{L}\p{N}_]+|\p{L}[\p{L}\p{M}]*(?:['’*&]\p{L}+)*|\d+(?:[.,]\d+)*|[%$!?\u{F8FF}]|\p{Extended_Pictographic}/gu;

/** The word that a token becomes; null: it goes. */
function wordOf(found: string, { cashtags, mentions, hashtags }: Cleaning): string | null {
  if (found === linkSign) return '<link>';
  const name = found.slice(1);
  if (found.length > 1 && found.startsWith('$')) return tagged(cashtags, '<cashtag>', name);
  if (found.startsWith('@')) return tagged(mentions, '<mention>', name);
  if (found.startsWith('#')) return tagged(hashtags, '<hashtag>', name);
  return found.replaceAll('’', "'");
}

function tagged(what: 'token' | 'name' | 'word' | 'drop', sign: string, name: string): string | null {
  if (what === 'drop') return null;
  return what === 'token' ? sign : name;
}

/** Whether a token is a number as `words` writes it. */
export function isNumber(word: string): boolean {
  return /^\d/u.test(word);
}

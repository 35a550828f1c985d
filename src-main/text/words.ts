/**
 * Splits a text into lower-case words for the word encoders.
 *
 * Links go; cashtags become one token `<cashtag>` and mentions one token `<mention>`, because a model that reads them by
 * name learns who is spoken of instead of what is said; hashtags keep their word; E*TRADE and AT&T are one word. Numbers stay as they are written and
 * fall back to `<number>` where the vocabulary does not hold them (see Vocabulary).
 */
export function words(text: string): string[] {
  const plain = text.replace(/^RT @\w+:?/u, ' ').replace(/https?:\/\/\S*/gu, ' ');
  const found: string[] = [];
  for (const match of plain.toLowerCase().matchAll(token)) {
    const word = match[0];
    if (word.length > 1 && word.startsWith('$')) found.push('<cashtag>');
    else if (word.startsWith('@')) found.push('<mention>');
    else if (word.startsWith('#')) found.push(word.slice(1));
    else found.push(word.replaceAll('’', "'"));
  }
  return found;
}

const token =
  /\$[a-z][a-z._]*|[@#][\p{L}\p{N}_]+|\p{L}[\p{L}\p{M}]*(?:['’*&]\p{L}+)*|\d+(?:[.,]\d+)*|[%$!?]|\p{Extended_Pictographic}/gu;

/** Whether a token is a number as `words` writes it. */
export function isNumber(word: string): boolean {
  return /^\d/u.test(word);
}

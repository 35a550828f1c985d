/** A word of a text, as rules see it. Places are those of UTF-16 units in the text. */
export interface RuleToken {
  /** In lower case, with straight apostrophes. */
  word: string;
  start: number;
  end: number;
  /** Whether a clause ends between the word before and this one. */
  begins: boolean;
}

/** Links are one piece, which no rule reads; a cashtag, a hashtag or a mention is a word with its sign. */
const pieces = /https?:\/\/\S+|[$#@]?[\p{L}\p{N}]+(?:['’.&-][\p{L}\p{N}]+)*[%*]?/gu;
const endOfClause = /[.!?;:,\n…]/;

export function tokensOf(text: string): RuleToken[] {
  const tokens: RuleToken[] = [];
  let last = 0;
  let ended = true;
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    ended ||= endOfClause.test(text.slice(last, index));
    last = index + piece.length;
    if (piece.startsWith('http')) {
      ended = true;
      continue;
    }
    tokens.push({
      word: piece.toLowerCase().replaceAll('’', "'"),
      start: index,
      end: last,
      begins: ended,
    });
    ended = false;
  }
  return tokens;
}

export interface TextPart {
  text: string;
  hit: boolean;
}

/** Cuts a text where the words of a search query begin a word of it, whatever their case. */
export function highlightParts(text: string, query: string): TextPart[] {
  // Fields, OR and what is not wanted stand in no text that is found.
  const wanted = query.replaceAll(
    /(?:-?(?:author|date|from|to|label):|-(?!\d))(?:"[^"]*"?|\S+)|(?<!\S)OR(?!\S)/gu,
    ' ',
  );
  const words = wanted.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return [{ text, hit: false }];
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${longestFirst.join('|')})`, 'giu');
  return text
    .split(pattern)
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** As `words` recognises them. */
const cashtag = /\$([a-z][a-z._]*)/giu;

/** The tickers that a text names by a cashtag, in upper case, each once. */
export function cashtagsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, ticker] of text.matchAll(cashtag)) found.add(ticker!.replace(/[._]+$/u, '').toUpperCase());
  return found;
}

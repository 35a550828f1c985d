import { words } from './words.ts';

/** Words of company names that say nothing about who it is. */
const common = new Set(
  'the of and inc corp corporation company co plc group holdings holding limited ltd etf trust fund class'.split(
    ' ',
  ),
);

/** The words by which a company can be recognised: its name's words, its ticker, without common parts. */
export function nameWords(names: readonly string[], symbol: string): Set<string> {
  const found = new Set<string>();
  for (const name of names) {
    for (const word of words(name)) if (word.length > 1 && !common.has(word)) found.add(word);
  }
  if (symbol.length > 1) found.add(symbol.toLowerCase());
  return found;
}

/**
 * Words of a text in which a company's own name is hidden: a word of the name, or one that begins with a longer word of
 * it (`#netflixoriginals`, `goldman's`), becomes `<company>`. Without this the text could be matched by its label.
 */
export function maskNames(text: string, names: ReadonlySet<string>): string[] {
  const long = [...names].filter((name) => name.length >= 4);
  return words(text).map((word) =>
    names.has(word) || long.some((name) => word.startsWith(name)) ? '<company>' : word,
  );
}

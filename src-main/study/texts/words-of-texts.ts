import { maskNames, nameWords } from '../../text/mask-names.ts';
import type { ReadableStore } from '../../store/store.ts';
import { stopWords } from '../../text/stop-words.ts';
import { namesOfCompanies, topicTexts } from '../../store/topic-texts.ts';

/** Signs, and letters that stand alone, say nothing of a topic. */
const shortest = 3;
/** Texts after which others get their turn. */
const turn = 5000;

export interface TextWords {
  document: number;
  group: number;
  words: string[];
}

/**
 * The words of all texts without stop words, numbers and signs. The names of the companies that a text mentions, and all
 * cashtags, are hidden in it: else the topics would be the companies.
 *
 * @param onPart told how many texts are read; others get their turn in it
 */
export async function wordsOfTexts(
  store: ReadableStore,
  onPart: (done: number, total: number) => Promise<void> = async () => {},
): Promise<TextWords[]> {
  const names = new Map(
    [...namesOfCompanies(store)].map(([id, company]) => [id, nameWords(company.names, company.symbol)]),
  );
  // One string a word, however many texts have it: a million texts have ten million words.
  const known = new Map<string, string>();
  const once = (word: string): string => {
    const first = known.get(word);
    if (first !== undefined) return first;
    known.set(word, word);
    return word;
  };
  const found: TextWords[] = [];
  for (const { document, group, text, companies } of topicTexts(store)) {
    const hidden = new Set(companies.flatMap((company) => [...(names.get(company) ?? [])]));
    const words = maskNames(text, hidden)
      .filter((word) => /^\p{L}/u.test(word) && word.length >= shortest && !stopWords.has(word))
      .map(once);
    found.push({ document, group, words });
    if (found.length % turn === 0) await onPart(found.length, 0);
  }
  return found;
}

import type { SpaceRequest } from '../../companies/map-request.ts';
import { indexOfCompany } from '../../companies/neighbours.ts';
import { wordMatrix } from '../../counting/word-matrix.ts';
import { wordsOfCompanies } from '../../recipes/company-cooccurrence/company-vectors.ts';
import { type CountedText, plainWords, wordsFor } from '../../recipes/company-cooccurrence/counted-texts.ts';
import { runRow } from '../../runs/runs.ts';
import { documentsByIds } from '../../store/documents.ts';
import type { ReadableStore } from '../../store/store.ts';
import { countingOf } from './counting-of.ts';
import type { CompanyNews } from './explorer-schemas.ts';
import { missingIn } from './near.ts';
import { corpusOf } from './space.ts';

/** Words that are named for a text. */
const wordsShown = 4;

/**
 * The texts of a company with what each gave its vector, before that is reduced: of words, the square of a word's weight
 * shared out over the texts that hold it, as a part of the squares of all words; of co-mentions, what a text adds to the
 * company's pairs, as a part of what all texts add. Each sums to 1 over the company's texts, if it has any.
 */
export function newsOf(
  store: ReadableStore,
  request: SpaceRequest & { symbol: string; limit: number },
): CompanyNews {
  const { counting, isCounted } = countingOf(runRow(store, request.run).config);
  const corpus = corpusOf(store, counting, request);
  const own = indexOfCompany(store, corpus.companies, request.symbol, missingIn(request));
  const company = corpus.companies[own]!;
  const { matrix, words } = wordMatrix(wordsOfCompanies(corpus, corpus.texts, counting), {
    power: counting.icfPower,
  });
  const squares = new Map<string, number>();
  for (let at = matrix.starts[own]!; at < matrix.starts[own + 1]!; at++) {
    squares.set(words[matrix.indices[at]!]!, matrix.values[at]! ** 2);
  }
  const about = corpus.texts.filter(({ filed, named }) => filed.includes(own) || named.includes(own));
  const countsWords = ({ filed }: CountedText) => counting.textsOf === 'naming' || filed.includes(own);
  const found = about.map((text) => {
    const held = countsWords(text) ? plainWords(wordsFor(text, company, counting.ownName)) : [];
    const all = text.filed.length + text.named.length;
    return { text, held: new Set(held.filter((word) => squares.has(word))), pairs: all > 1 ? 1 : 0 };
  });
  const holders = new Map<string, number>();
  for (const { held } of found) for (const word of held) holders.set(word, (holders.get(word) ?? 0) + 1);
  const pairs = found.reduce((sum, one) => sum + one.pairs, 0);
  const given = (word: string): number => squares.get(word)! / holders.get(word)!;
  const scored = found.map(({ text, held, pairs: added }) => ({
    document: text.document,
    text: text.text,
    words: [...held].reduce((sum, word) => sum + given(word), 0),
    mentions: pairs === 0 ? 0 : added / pairs,
    telling: [...held].sort((a, b) => given(b) - given(a) || (a < b ? -1 : 1)).slice(0, wordsShown),
  }));
  const weight = ({ words: w, mentions }: (typeof scored)[number]): number => {
    if (counting.counted === 'words') return w;
    return counting.counted === 'mentions' ? mentions : w + mentions;
  };
  const top = scored.sort((a, b) => weight(b) - weight(a) || a.document - b.document).slice(0, request.limit);
  const times = new Map(
    documentsByIds(
      store,
      top.map(({ document }) => document),
    ).map(({ id, publishedAt }) => [id, publishedAt]),
  );
  return {
    symbol: company.symbol,
    counted: isCounted,
    texts: about.length,
    rows: top.map((row) => ({ ...row, publishedAt: times.get(row.document) ?? null })),
  };
}

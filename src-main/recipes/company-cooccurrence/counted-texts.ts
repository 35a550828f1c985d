import type { CountingConfig } from '../../configs/counting-fields.ts';
import type { ReadableStore } from '../../store/store.ts';
import { textsByIds } from '../../store/texts.ts';
import { cashtagsOf } from '../../text/cashtags.ts';
import { words } from '../../text/words.ts';
import { companyData } from '../company-embedding/data.ts';
import { type CountedReturns, withReturns } from './counted-returns.ts';
import { maskNames } from '../../text/mask-names.ts';

export type Part = 'train' | 'valid' | 'test';

/** A text with the companies that it is about. */
export interface CountedText {
  document: number;
  text: string;
  part: Part;
  /** Companies that it is filed under, as indices. */
  filed: number[];
  /** Other companies that it names by their cashtags, as indices. */
  named: number[];
  /** The tickers of all its cashtags, of companies or not. */
  cashtags: ReadonlySet<string>;
}

export interface CountedCompany {
  companyId: number;
  /** In upper case. */
  symbol: string;
  /** The words by which it is recognised. */
  names: ReadonlySet<string>;
}

export interface CountedCorpus {
  companies: CountedCompany[];
  /** Each document once. */
  texts: CountedText[];
  /** Their daily returns up to the last text, where these count; null: they do not. */
  returns: CountedReturns | null;
  dataHash: string;
}

/**
 * The companies with enough distinct texts, and their texts by part (`companyData`).
 *
 * @param counts whether a document counts at all
 * @throws UserError if there are too few, or returns count and there are no prices
 */
export function countedCorpus(
  store: ReadableStore,
  config: Pick<CountingConfig, 'symbols' | 'minTexts' | 'returns'>,
  counts?: (document: number) => boolean,
): CountedCorpus {
  const wanted = { ...config, objective: 'count', topicScheme: '' } as const;
  const { companies: found, dataHash } = companyData(store, wanted, counts);
  const companies = found.map(({ companyId, symbol, name }) => ({
    companyId,
    symbol: symbol.toUpperCase(),
    names: new Set(name),
  }));
  const indices = new Map(companies.map(({ symbol }, index) => [symbol, index]));
  const texts = new Map<number, CountedText>();
  const contents = textsByIds(
    store,
    new Set(
      found.flatMap(({ train, valid, test }) =>
        [...train, ...valid, ...test].map(({ document }) => document),
      ),
    ),
  );
  found.forEach((company, index) => {
    for (const part of ['train', 'valid', 'test'] as const) {
      for (const { document } of company[part]) {
        const known = texts.get(document);
        if (known) {
          known.filed.push(index);
          continue;
        }
        const text = contents.get(document)!;
        const cashtags = cashtagsOf(text);
        texts.set(document, { document, text, part, filed: [index], named: [], cashtags });
      }
    }
  });
  for (const text of texts.values()) {
    const filed = new Set(text.filed);
    for (const ticker of text.cashtags) {
      const index = indices.get(ticker);
      if (index !== undefined && !filed.has(index)) text.named.push(index);
    }
  }
  const corpus = { companies, texts: [...texts.values()], dataHash };
  return config.returns ? withReturns(store, corpus) : { ...corpus, returns: null };
}

/** The words of a text for a company, its own name and cashtag hidden or as they stand. */
export function wordsFor(
  { text, cashtags }: CountedText,
  { names, symbol }: CountedCompany,
  ownName: CountingConfig['ownName'],
): string[] {
  if (ownName === 'masked') return maskNames(text, names);
  return [...words(text), ...(cashtags.has(symbol) ? [symbol.toLowerCase()] : [])];
}

/** Plain words alone: without numbers, signs, and what stands for names, links and the like. */
export function plainWords(found: readonly string[]): string[] {
  return found.filter((word) => /^\p{L}/u.test(word));
}

/** What a text is found by: its words, pairs of neighbouring words, and the cashtags of other companies. */
export function findingWords(
  text: CountedText,
  company: CountedCompany,
  ownName: CountingConfig['ownName'],
): string[] {
  const found = wordsFor(text, company, ownName);
  const pairs = found.slice(1).map((word, at) => `${found[at]} ${word}`);
  const others = [...text.cashtags]
    .filter((ticker) => ownName === 'kept' || ticker !== company.symbol)
    .map((ticker) => `$${ticker}`);
  return [...found.filter((word) => !hidden.has(word)), ...pairs, ...others];
}

const hidden: ReadonlySet<string> = new Set(['<company>', '<cashtag>', '<mention>']);

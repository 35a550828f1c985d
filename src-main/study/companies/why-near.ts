import type { CountingConfig } from '../../configs/counting-fields.ts';
import { coMentions } from '../../counting/co-mentions.ts';
import { walkPpmi } from '../../counting/random-walks.ts';
import type { SparseMatrix } from '../../counting/sparse-matrix.ts';
import { wordMatrix } from '../../counting/word-matrix.ts';
import { UserError } from '../../errors.ts';
import { companiesNamed, wordsOfCompanies } from '../../recipes/company-cooccurrence/company-vectors.ts';
import {
  type CountedCorpus,
  type CountedText,
  plainWords,
  wordsFor,
} from '../../recipes/company-cooccurrence/counted-texts.ts';
import { runRow } from '../../runs/runs.ts';
import type { ReadableStore } from '../../store/store.ts';
import { knownTickers } from '../../store/text-filter.ts';
import { countingOf } from './counting-of.ts';
import type { Metric } from '../../companies/metric.ts';
import { correlation, residualReturns } from '../../companies/residual-returns.ts';
import { corpusOf, type Space, spaceOf } from './space.ts';
import type { WhyNear, WhyNearRequest } from './why-near-schema.ts';

const mostWords = 10;
const mostMentions = 10;
const mostTexts = 3;

/**
 * What brings two companies near one another: the words and co-mentions that they share and the texts that hold most of
 * them, counted with the settings of the run in the texts that were asked for, as they are now; of a run that was trained
 * with the usual settings of counting, since what its model read cannot be taken apart like that.
 *
 * @throws UserError if the run has no vectors, or one of the companies has too few of these texts
 */
export function whyNear(store: ReadableStore, request: WhyNearRequest): WhyNear {
  const { run, symbol, other } = request;
  const { config } = runRow(store, run);
  const space = spaceOf(store, request);
  const settings = countingOf(config);
  const corpus = corpusOf(store, settings.counting, request);
  const pair = [symbol, other].map((one) => indexOf(store, corpus, one));
  const [first, second] = [pair[0]!, pair[1]!];
  if (first === second) throw new UserError('use', `${symbol} and ${other} are one company: name another.`);
  const words = sharedWords(corpus, settings.counting, first, second);
  const together = corpus.texts.filter((text) => isAbout(text, first) && isAbout(text, second));
  const returns = residualReturns(
    store,
    corpus.companies.map((company) => company.symbol),
  );
  const [own, others] = returns === null ? [] : [returns.rows[first], returns.rows[second]];
  return {
    run,
    counted: settings.isCounted,
    countsReturns: settings.counting.returns,
    companies: [corpus.companies[first]!.symbol, corpus.companies[second]!.symbol],
    similarity: similarityOf(space, corpus, first, second, request.metric),
    isDistance: request.metric === 'euclidean',
    words: words.slice(0, mostWords),
    mentions: sharedMentions(corpus, settings.counting.walkSteps, first, second).slice(0, mostMentions),
    together: {
      texts: together.length,
      examples: together
        .toSorted((a, b) => b.document - a.document)
        .slice(0, mostTexts)
        .map(shown),
    },
    texts: [first, second].map((company) =>
      tellingTexts(corpus, settings.counting, { company, together: new Set(together), words }),
    ),
    returns: own && others ? correlation(own, others) : null,
  };
}

function indexOf(store: ReadableStore, { companies }: CountedCorpus, ticker: string): number {
  const [known] = knownTickers(store, [ticker]);
  const wanted = known!.symbol.toUpperCase();
  const index = companies.findIndex(({ symbol }) => symbol === wanted);
  if (index < 0) throw new UserError('use', `${wanted} has too few texts to say what it shares with others.`);
  return index;
}

function similarityOf(
  { companies: known, points }: Space,
  { companies }: CountedCorpus,
  first: number,
  second: number,
  metric: Metric,
): number | null {
  const places = [first, second].map((at) =>
    known.findIndex(({ companyId }) => companyId === companies[at]!.companyId),
  );
  const [one, other] = places.map((place) => points[place]);
  if (!one || !other) return null;
  return metric === 'euclidean'
    ? Math.hypot(...one.map((value, i) => value - other[i]!))
    : one.reduce((sum, value, i) => sum + value * other[i]!, 0);
}

const isAbout = ({ filed, named }: CountedText, company: number): boolean =>
  filed.includes(company) || named.includes(company);

/** What two rows of a matrix share, by column, the largest product first; shares of the sum of all products. */
function sharedColumns(
  matrix: SparseMatrix,
  first: number,
  second: number,
): { column: number; share: number }[] {
  const row = (at: number) => {
    const [from, to] = [matrix.starts[at]!, matrix.starts[at + 1]!];
    return new Map(
      Array.from({ length: to - from }, (_, i) => [matrix.indices[from + i]!, matrix.values[from + i]!]),
    );
  };
  const [one, other] = [row(first), row(second)];
  const products = [...one].flatMap(([column, value]) => {
    const there = other.get(column);
    return there === undefined ? [] : [{ column, product: value * there }];
  });
  const sum = products.reduce((total, { product }) => total + product, 0);
  return products
    .sort((a, b) => b.product - a.product || a.column - b.column)
    .map(({ column, product }) => ({ column, share: product / sum }));
}

function sharedWords(
  corpus: CountedCorpus,
  settings: CountingConfig,
  first: number,
  second: number,
): WhyNear['words'] {
  const texts = wordsOfCompanies(corpus, corpus.texts, settings);
  const { matrix, words } = wordMatrix(texts, { power: settings.icfPower });
  const holding = (company: number, word: string) =>
    texts[company]!.filter((text) => text.includes(word)).length;
  return sharedColumns(matrix, first, second)
    .slice(0, 4 * mostWords)
    .map(({ column, share }) => {
      const word = words[column]!;
      return { word, share, texts: [holding(first, word), holding(second, word)] };
    });
}

function sharedMentions(
  corpus: CountedCorpus,
  steps: number,
  first: number,
  second: number,
): WhyNear['mentions'] {
  const named = companiesNamed(corpus.texts);
  const walks = walkPpmi(coMentions(named, corpus.companies.length), steps);
  const withBoth = (one: number, other: number) =>
    named.filter((companies) => companies.includes(one) && companies.includes(other)).length;
  return sharedColumns(walks, first, second)
    .filter(({ column }) => column !== first && column !== second)
    .slice(0, mostMentions)
    .map(({ column, share }) => ({
      symbol: corpus.companies[column]!.symbol,
      share,
      texts: [withBoth(first, column), withBoth(second, column)],
    }));
}

/** The texts of one company that hold most of what both share; those about both are shown by themselves. */
function tellingTexts(
  corpus: CountedCorpus,
  settings: CountingConfig,
  {
    company,
    together,
    words,
  }: { company: number; together: ReadonlySet<CountedText>; words: WhyNear['words'] },
): WhyNear['texts'][number] {
  const weights = new Map(words.map(({ word, share }) => [word, share]));
  return corpus.texts
    .filter((text) => isAbout(text, company) && !together.has(text))
    .map((text) => {
      const found = new Set(plainWords(wordsFor(text, corpus.companies[company]!, settings.ownName)));
      return { text, share: [...found].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.text.document - b.text.document)
    .slice(0, mostTexts)
    .map(({ text }) => shown(text));
}

function shown({ document, text }: CountedText): { document: number; text: string } {
  return { document, text };
}

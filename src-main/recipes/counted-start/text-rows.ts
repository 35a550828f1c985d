/** Texts as rows of what they are found by: words, pairs of words, and the cashtags of other companies. */
import { type SparseMatrix, sparseMatrix } from '../../counting/sparse-matrix.ts';
import { atLengthOne } from '../../counting/word-matrix.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import {
  type CountedCorpus,
  type CountedText,
  findingWords,
  type Part,
  wordsFor,
} from '../company-cooccurrence/counted-texts.ts';

/** A text of a company, whose own name is hidden in it. */
export interface TextRow {
  company: number;
  /** Ids of its words, each once. */
  tokens: Int32Array;
  /** Inverse company frequencies to the power 1.5, the row at length 1. */
  weights: Float32Array;
  /** Its words, for what reads it as a whole. */
  words: readonly string[];
}

export interface TextRows extends Record<Part, TextRow[]> {
  vocabulary: Vocabulary;
  /** (N, V): the training texts of each company summed up, each row at length 1. */
  centroids: SparseMatrix;
}

/** As in what finds texts by counting (`CompanyFinder`): words of a single text are left out. */
const leastTexts = 2;
const icfPower = 1.5;

/** @param texts those of the corpus that count, in all parts */
export function textRows({ companies }: CountedCorpus, texts: readonly CountedText[]): TextRows {
  const read = texts.flatMap((text) =>
    text.filed.map((company) => ({
      company,
      part: text.part,
      words: wordsFor(text, companies[company]!, 'masked'),
      found: new Set(findingWords(text, companies[company]!, 'masked')),
    })),
  );
  const train = read.filter(({ part }) => part === 'train');
  const vocabulary = Vocabulary.fit(
    train.map(({ found }) => [...found]),
    { minCount: leastTexts, maxSize: Infinity },
  );
  const ids = new Map(vocabulary.words.map((word, id) => [word, id]));
  const owners = new Map<string, Set<number>>();
  for (const { company, found } of train) {
    for (const word of found) owners.set(word, (owners.get(word) ?? new Set()).add(company));
  }
  const rowOf = (found: ReadonlySet<string>): Map<number, number> =>
    atLengthOne(
      new Map(
        [...found].flatMap((word) => {
          const [id, known] = [ids.get(word), owners.get(word)];
          if (id === undefined || known === undefined) return [];
          return [[id, Math.log(companies.length / known.size) ** icfPower] as const];
        }),
      ),
    );
  const parts: Record<Part, TextRow[]> = { train: [], valid: [], test: [] };
  const sums = companies.map(() => new Map<number, number>());
  for (const { company, part, words, found } of read) {
    const row = rowOf(found);
    parts[part].push({
      company,
      tokens: Int32Array.from(row.keys()),
      weights: Float32Array.from(row.values()),
      words,
    });
    if (part !== 'train') continue;
    const sum = sums[company]!;
    for (const [id, value] of row) sum.set(id, (sum.get(id) ?? 0) + value);
  }
  return {
    ...parts,
    vocabulary,
    centroids: sparseMatrix(
      sums.map((sum) => atLengthOne(sum)),
      vocabulary.size,
    ),
  };
}

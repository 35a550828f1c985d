import { embeddingsOf } from '../companies/embeddings.ts';
import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import { readRun } from '../runs/run-files.ts';

/** Vectors (N, D) with what each is. */
export interface NamedVectors {
  width: number;
  rows: Float32Array[];
  /** Of `about`; the first one names a row. */
  headings: string[];
  about: string[][];
}

/**
 * The words of a word2vec run, but padding and the like, or the companies of a company-embedding run.
 *
 * @throws UserError if the run has neither.
 */
export async function vectorsOf(store: ReadableStore, run: number): Promise<NamedVectors> {
  const { config, vocabulary, tensors } = await readRun(store, run);
  if (config.recipe === 'company-embedding') {
    const companies = embeddingsOf(store, run);
    return {
      width: companies[0]!.vector.length,
      rows: companies.map(({ vector }) => vector),
      headings: ['ticker', 'name', 'sector', 'texts'],
      about: companies.map(({ symbol, name, sector, documents }) => [
        symbol,
        name,
        sector ?? '',
        String(documents),
      ]),
    };
  }
  const table = tensors['words'];
  if (config.recipe !== 'word2vec' || !table) {
    throw new UserError(
      'use',
      `Run ${run} uses the recipe ${config.recipe}, which has no vectors to export.`,
    );
  }
  const width = table.shape[1]!;
  const words = vocabulary.words.slice(vocabulary.firstWord);
  return {
    width,
    rows: words.map((_, index) => {
      const start = (vocabulary.firstWord + index) * width;
      return Float32Array.from(table.data.subarray(start, start + width));
    }),
    headings: ['word'],
    about: words.map((word) => [word]),
  };
}

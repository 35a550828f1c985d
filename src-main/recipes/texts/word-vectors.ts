/** What the word table of a recipe starts from: random vectors, those of a word2vec run, or those of a file. */
import { UserError } from '../../errors.ts';
import type { HostTensor } from '../../engine/types.ts';
import type { InitialParameters } from '../../models/initial.ts';
import { wordTable } from '../../models/word-encoder.ts';
import { wordProjection } from '../../models/word-rows.ts';
import type { Random } from '../../random.ts';
import type { VectorCoverage } from '../../results/vector-coverage.ts';
import { readRun } from '../../runs/run-files.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { coverageOf } from './vector-coverage.ts';
import { wordsOfFile } from './file-words.ts';
import type { KnownWords, Tokens, TrainingWords, WordSettings } from './known-words.ts';

export interface InitialWords {
  /** That of the training texts; with a file, and further words that have a vector in it. */
  vocabulary: TokenVocabulary;
  /** (V, D), D being the width of the vectors, which may not be that of the model. */
  table: HostTensor;
  /** Parameters that bring them to the width of the model; empty if they have it. */
  params: InitialParameters;
  /** Rows that start from a vector that was known before. */
  known: ReadonlySet<number>;
  /** null: they are random. */
  coverage: VectorCoverage | null;
}

/**
 * The word table that training starts from: the vectors of a word2vec run or of a file for the tokens that it has, random
 * values for all others or if there is no such thing.
 *
 * @param width of the model
 * @throws UserError if the run is not a word2vec run, or tokenised texts differently; if the file cannot be read, or has
 *   no vector of any word
 */
export async function initialWords(
  store: ReadableStore,
  { vocabulary, texts }: TrainingWords,
  { random, width, settings }: { random: Random; width: number; settings: WordSettings },
  context: TrainingContext,
): Promise<InitialWords> {
  const { vectors, tuned } = settings;
  if (vectors === null) {
    return {
      vocabulary,
      table: wordTable(random, vocabulary.size, width),
      params: {},
      known: new Set(),
      coverage: null,
    };
  }
  const { facts, ...known } =
    typeof vectors === 'number'
      ? await wordsOfRun(store, vectors, vocabulary, settings)
      : await wordsOfFile(vectors, { vocabulary, texts }, settings, context);
  const table = wordTable(random, known.vocabulary.size, known.width);
  for (const [id, vector] of known.rows) table.data.set(vector, id * known.width);
  const coverage: VectorCoverage = {
    source: vectors,
    width: known.width,
    projectedTo: known.width === width ? null : width,
    tuned,
    ...coverageOf({ vocabulary, texts }, known.vocabulary, known.rows),
    ...facts,
  };
  return {
    vocabulary: known.vocabulary,
    table,
    params: wordProjection(random, known.width, width),
    known: new Set(known.rows.keys()),
    coverage,
  };
}

async function wordsOfRun(
  store: ReadableStore,
  run: number,
  vocabulary: TokenVocabulary,
  ours: Tokens,
): Promise<KnownWords> {
  const { config, vocabulary: known, tensors } = await readRun(store, run);
  const vectors = tensors['words'];
  if (config.recipe !== 'word2vec' || !vectors) {
    throw new UserError(
      'use',
      `Run ${run} uses the recipe ${config.recipe}; word vectors come from a word2vec run.`,
    );
  }
  checkSameTokens(run, config, ours);
  const width = vectors.shape[1]!;
  const ids = new Map(known.words.map((word, id) => [word, id]));
  const rows = new Map<number, Float32Array>();
  for (const [id, word] of vocabulary.words.entries()) {
    const row = ids.get(word);
    if (id > 0 && row !== undefined) {
      rows.set(id, Float32Array.from(vectors.data.subarray(row * width, (row + 1) * width)));
    }
  }
  return { vocabulary, width, rows, facts: { format: null, sha256: null, otherCase: 0, notes: [] } };
}

/** A vector belongs to a token, and under another tokenisation the same token means something else. */
function checkSameTokens(run: number, theirs: Tokens, ours: Tokens): void {
  const settings = ({ vocabulary, cleaning }: Tokens) => [
    `vocabulary=${vocabulary}`,
    ...Object.entries(cleaning).map(([name, value]) => `cleaning.${name}=${value}`),
  ];
  const [wanted, given] = [settings(theirs), settings(ours)];
  const differs = (setting: string, index: number) => setting !== given[index];
  if (!wanted.some(differs)) return;
  const [one, other] = [
    wanted.filter(differs).join(', '),
    given.filter((_, i) => differs(wanted[i]!, i)).join(', '),
  ];
  throw new UserError(
    'use',
    `Run ${run} learned its vectors with ${one}, but this run would read texts with ${other}:` +
      ` set ${one}, or train word2vec with ${other} and start from that.`,
  );
}

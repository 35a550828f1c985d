import { createHash } from 'node:crypto';
import { counted } from '../../counted.ts';
import type { Trainer } from '../../engine/trainer.ts';
import type { HostTensor } from '../../engine/types.ts';
import { normal, zeros } from '../../models/initial.ts';
import { skipGramInputs, skipGramLoss, type SkipGramBatch } from '../../models/word2vec.ts';
import { Random } from '../../random.ts';
import { UserError } from '../../errors.ts';
import type { WritableStore } from '../../store/store.ts';
import { lastDocument } from '../../store/texts.ts';
import { SubwordVocabulary } from '../../text/subword-vocabulary.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import { words } from '../../text/words.ts';
import type { RunContext } from '../../training/loop.ts';
import type { Word2vecConfig } from '../../configs/word2vec.ts';
import { runTraining, type TrainingData } from '../base/run-training.ts';
import { fitVocabulary } from '../texts/fit-vocabulary.ts';
import { SkipGrams } from './skip-gram.ts';
import type { Untimed } from '../../results/result-kind.ts';
import type { WordsResult } from '../../results/words.ts';
import { leastTexts, corpusTexts } from '../texts/corpus-texts.ts';
import { nearestWords } from './nearest-words.ts';

/** Share of the texts, drawn at random, on whose pairs the vectors are measured. */
const heldOut = 0.05;
/** Words whose neighbours the result shows. */
const shown = 12;

/** Trains word vectors on texts alone; of near-duplicates only the first counts. */
export function trainWord2vec(
  store: WritableStore,
  run: number,
  config: Word2vecConfig,
  context: RunContext,
): Promise<Untimed<WordsResult>> {
  const random = new Random(config.seed);
  return runTraining(
    { store, run, config, context },
    () => wordsData(store, config, random),
    ({ texts, lastDocument }) => {
      const { vocabulary, counts, train, held } = divided(texts, config);
      const valid = [...held.batches(config.batchSize, new Random(0))];
      return {
        files: { classes: [], vocabulary },
        model: {
          params: {},
          tables: {
            words: normal(random, 0.5 / Math.sqrt(config.width), vocabulary.size, config.width),
            contexts: zeros(vocabulary.size, config.width),
          },
          lookups: { target: 'words', contexts: 'contexts' },
          loss: (parameters, inputs: SkipGramBatch) => ({
            loss: skipGramLoss(parameters, skipGramInputs(inputs)),
          }),
          forward: (parameters, inputs: SkipGramBatch) => ({
            loss: skipGramLoss(parameters, skipGramInputs(inputs)),
          }),
        },
        epochs: (trainer) => ({
          best: null,
          stepsPerEpoch: train.steps(config.batchSize),
          batches: (epoch) => train.batches(config.batchSize, Random.ofEpoch(config.seed, epoch)),
          validate: async () => ({ loss: await meanLoss(trainer, valid) }),
        }),
        test: async (trainer) => {
          const { tables } = await trainer.state();
          return {
            kind: 'words',
            version: 1,
            texts: texts.length,
            lastDocument,
            words: vocabulary.size,
            validLoss: await meanLoss(trainer, valid),
            neighbours: frequentWords(vocabulary, counts)
              .slice(0, shown)
              .map((word) => ({ word, nearest: nearestWords(tables['words']!, vocabulary, word, 5) })),
          };
        },
      };
    },
  );
}

interface WordsData extends TrainingData {
  /** In the order of chance. */
  texts: string[];
  /** The last document in the workspace, 0 if there is none. */
  lastDocument: number;
}

/** @throws UserError if there are too few texts. */
async function wordsData(store: WritableStore, config: Word2vecConfig, random: Random): Promise<WordsData> {
  const last = lastDocument(store);
  const texts = random.shuffle((await corpusTexts(store, config)).map(({ text }) => text));
  if (texts.length < leastTexts) {
    throw new UserError(
      'use',
      `There ${texts.length === 1 ? 'is' : 'are'} only ${counted(texts.length, 'distinct text')};` +
        ' word vectors need thousands.',
      { remedies: [{ action: 'import', what: 'texts' }] },
    );
  }
  return { texts, lastDocument: last, dataHash: hash(texts.map((text) => words(text, config.cleaning))) };
}

/** Whole words of four letters and more, the most frequent first; of pieces, those that begin a word. */
function frequentWords(vocabulary: TokenVocabulary, counts: Float64Array): string[] {
  const pieces = vocabulary instanceof SubwordVocabulary;
  const whole = pieces ? /^▁\p{L}{4,}$/u : /^\p{L}{4,}$/u;
  return vocabulary.words
    .map((word, id) => ({ word, count: counts[id]! }))
    .filter(({ word }, id) => id >= vocabulary.firstWord && whole.test(word))
    .sort((a, b) => b.count - a.count)
    .map(({ word }) => word);
}

interface Divided {
  vocabulary: TokenVocabulary;
  /** How often each token occurs in the training texts. */
  counts: Float64Array;
  train: SkipGrams;
  held: SkipGrams;
}

/**
 * Holds out the first of the texts, or others if those contain no two words that the rest has.
 *
 * @throws UserError if there are none.
 */
function divided(texts: readonly string[], config: Word2vecConfig): Divided {
  const { maxTokens, minCount } = config;
  const held = Math.max(1, Math.round(heldOut * texts.length));
  for (let from = 0; from < texts.length; from += held) {
    const learned = texts.toSpliced(from, held);
    const vocabulary = fitVocabulary(learned, config);
    const encode = (text: string) => vocabulary.encode(vocabulary.cut(text, maxTokens), maxTokens);
    const encoded = learned.map(encode);
    const counts = new Float64Array(vocabulary.size);
    for (const text of encoded) for (const id of text) counts[id]!++;
    const grams = (of: readonly Int32Array[]) => new SkipGrams(of, counts, config);
    const parts = { train: grams(encoded), held: grams(texts.slice(from, from + held).map(encode)) };
    if (parts.train.hasPairs && parts.held.hasPairs) return { vocabulary, counts, ...parts };
  }
  const remedy = minCount > 1 ? 'import more texts, or set minCount=1' : 'import more texts';
  throw new UserError(
    'use',
    `The ${counted(texts.length, 'text contains', 'texts contain')} too few neighbouring words that occur at least ${minCount === 1 ? 'once' : `${minCount} times`}: ${remedy}.`,
    { remedies: [{ action: 'import', what: 'texts' }] },
  );
}

async function meanLoss(trainer: Trainer, batches: readonly Record<string, HostTensor>[]): Promise<number> {
  let sum = 0;
  for (const batch of batches) sum += (await trainer.predict(batch))['loss']!.data[0]!;
  return sum / batches.length;
}

function hash(texts: readonly (readonly string[])[]): string {
  const digest = createHash('sha256');
  for (const text of texts) digest.update(`${text.join(' ')}\n`);
  return digest.digest('hex');
}

import { createHash } from 'node:crypto';
import { openDevice } from '../engine/devices.ts';
import { createTrainer, type Trainer } from '../engine/trainer.ts';
import type { HostTensor } from '../engine/types.ts';
import { readLabelFile } from '../ingest/label-file.ts';
import { normal, zeros } from '../models/initial.ts';
import { skipGramInputs, skipGramLoss } from '../models/word2vec.ts';
import { Random } from '../random.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import { distinctTexts } from '../store/texts.ts';
import { matchKey } from '../text/normalise.ts';
import { SubwordVocabulary } from '../text/subword-vocabulary.ts';
import type { TokenVocabulary } from '../text/tokens.ts';
import { words } from '../text/words.ts';
import { fit, type RunContext } from '../training/loop.ts';
import type { Word2vecConfig } from '../training/recipes/word2vec.ts';
import { restoreBest, runKeeper, writeRunFiles } from '../training/run-files.ts';
import { fitVocabulary } from '../training/fit-vocabulary.ts';
import { SkipGrams } from '../training/skip-gram.ts';
import type { Word2vecResult } from '../training/types.ts';
import { nearestWords } from './nearest-words.ts';

/** Share of the texts, drawn by chance, on whose pairs the vectors are measured. */
const heldOut = 0.05;
/** Words whose neighbours the result shows. */
const shown = 12;

/** Trains word vectors on texts alone; of near-duplicates only the first counts. */
export async function trainWord2vec(
  store: Store,
  run: number,
  config: Word2vecConfig,
  context: RunContext,
): Promise<Word2vecResult> {
  const started = performance.now();
  const random = new Random(config.seed);
  const texts = random.shuffle(await textsOf(store, config));
  if (texts.length < 20) {
    throw new UserError(
      'use',
      `only ${texts.length} distinct texts; word vectors need thousands. Import some first.`,
    );
  }
  const device = await openDevice(config.device);
  context.onStart({ dataHash: hash(texts.map((text) => words(text, config.cleaning))), device: device.name });
  const held = Math.max(1, Math.round(heldOut * texts.length));
  const vocabulary = fitVocabulary(texts.slice(held), config);
  const { maxTokens } = config;
  const encoded = texts.map((text) => vocabulary.encode(vocabulary.cut(text, maxTokens), maxTokens));
  const counts = new Float64Array(vocabulary.size);
  for (const text of encoded.slice(held)) for (const id of text) counts[id]!++;
  const train = new SkipGrams(encoded.slice(held), counts, config);
  const valid = [
    ...new SkipGrams(encoded.slice(0, held), counts, config).batches(config.batchSize, new Random(0)),
  ];
  writeRunFiles(store, run, { config, classes: [], vocabulary });

  const trainer = createTrainer({
    name: config.recipe,
    device,
    params: {},
    tables: {
      words: normal(random, 0.5 / Math.sqrt(config.width), vocabulary.size, config.width),
      contexts: zeros(vocabulary.size, config.width),
    },
    lookups: { target: 'words', contexts: 'contexts' },
    loss: (parameters, inputs) => ({ loss: skipGramLoss(parameters, skipGramInputs(inputs)) }),
    forward: (parameters, inputs) => ({ loss: skipGramLoss(parameters, skipGramInputs(inputs)) }),
    optimizer: { kind: config.optimizer, weightDecay: config.weightDecay, clipNorm: config.clipNorm },
    seed: config.seed,
  });
  try {
    const fitted = await fit({
      ...context,
      trainer,
      config,
      best: null,
      stepsPerEpoch: train.steps(config.batchSize),
      batches: (epoch) => train.batches(config.batchSize, Random.ofEpoch(config.seed, epoch)),
      validate: async () => ({ loss: await meanLoss(trainer, valid) }),
      keeper: await runKeeper(store, run),
    });
    await restoreBest(store, run, trainer);
    const { tables } = await trainer.state();
    return {
      run,
      recipe: 'word2vec',
      device: device.name,
      seconds: (performance.now() - started) / 1000,
      parameters: trainer.parameterCount,
      epochs: fitted.epochs,
      texts: texts.length,
      words: vocabulary.size,
      validLoss: await meanLoss(trainer, valid),
      neighbours: frequentWords(vocabulary, counts)
        .slice(0, shown)
        .map((word) => ({ word, nearest: nearestWords(tables['words']!, vocabulary, word, 5) })),
    };
  } finally {
    await trainer.dispose();
  }
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

/** The texts to learn from, each said once. */
async function textsOf(store: Store, config: Word2vecConfig): Promise<string[]> {
  if (config.trainFile === null) return distinctTexts(store, config.symbols);
  const { rows } = await readLabelFile(config.trainFile, 'texts');
  const first = new Map<string, string>();
  for (const { text } of rows) {
    const key = matchKey(text) || text;
    if (!first.has(key)) first.set(key, text);
  }
  return [...first.values()];
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

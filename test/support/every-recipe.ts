/** Every recipe at its default lengths, on data that fill them, so that two devices can be compared. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { importFile } from '../../src-main/ingest/import.ts';
import { Random } from '../../src-main/random.ts';
import { train } from '../../src-main/recipes/train.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { WritableStore } from '../../src-main/store/store.ts';

const checkpoint = join(import.meta.dirname, '../golden/cases/bert_checkpoint');
const read = { encoder: 'checkpoint', checkpoint };
const sentiment = { recipe: 'contextual-sentiment', scheme: 'label' };

/**
 * Settings by name. All that says how much a step computes is as by default: lengths of texts and windows, widths, heads,
 * batches. Checkpoints are a BERT of two layers with random weights, which reads as many tokens as MiniLM does by default.
 */
export const everyRecipe = {
  'contextual-sentiment, context=none': { ...sentiment, context: 'none' },
  'contextual-sentiment, context=concat': { ...sentiment, context: 'concat' },
  'contextual-sentiment, context=self': { ...sentiment, context: 'self' },
  'contextual-sentiment, context=cross': sentiment,
  'contextual-sentiment, context=cross, joint': { ...sentiment, contextModel: 'joint' },
  'contextual-sentiment, frozen checkpoint': { ...sentiment, ...read },
  'contextual-sentiment, tokens of a frozen checkpoint': { ...sentiment, ...read, attendTo: 'tokens' },
  'contextual-sentiment, tuned checkpoint': { ...sentiment, ...read, tuned: true, contextEpochs: 1 },
  'contextual-sentiment, tuned checkpoint, joint': {
    ...sentiment,
    ...read,
    tuned: true,
    contextModel: 'joint',
  },
  topic: { recipe: 'topic', scheme: 'label' },
  'document-attention': { recipe: 'document-attention', scheme: 'label' },
  'rnn-attention': { recipe: 'rnn-attention', scheme: 'label' },
  'rnn-attention, attention=local': { recipe: 'rnn-attention', scheme: 'label', attention: 'local' },
  'simple-transformer': { recipe: 'simple-transformer', scheme: 'label' },
  'bert-classifier': { recipe: 'bert-classifier', scheme: 'label', checkpoint },
  'company-embedding': { recipe: 'company-embedding', objective: 'match' },
  'company-embedding, objective=topic': {
    recipe: 'company-embedding',
    objective: 'topic',
    topicScheme: 'label',
  },
  'company-embedding, frozen checkpoint': { recipe: 'company-embedding', ...read },
  word2vec: { recipe: 'word2vec' },
  'masked-language-model': { recipe: 'masked-language-model', checkpoint },
  'price-transformer': { recipe: 'price-transformer' },
};

export const recipeSettings = Object.keys(everyRecipe) as (keyof typeof everyRecipe)[];

/** Two hundred texts of 80 words about four companies, each with earlier ones, two classes, and prices of 200 days. */
export async function fullWorkspace(): Promise<{ store: WritableStore; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-'));
  const random = new Random(1);
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const word = () => Array.from({ length: 4 }, () => letters[random.below(26)]).join('');
  const words = Array.from({ length: 300 }, word);
  const time = (hour: number) => new Date(Date.UTC(2020, 0, 1, hour)).toISOString();
  const texts = Array.from({ length: 200 }, (_, i) => {
    const text = Array.from({ length: 80 }, () => words[random.below(words.length)]).join(' ');
    return `${time(i)},${['AA', 'BB', 'CC', 'DD'][i % 4]},${text},${random.below(2) === 0 ? 'up' : 'down'}`;
  });
  writeFileSync(join(folder, 'texts.csv'), `date,ticker,text,label\n${texts.join('\n')}\n`);
  let close = 100;
  const prices = Array.from({ length: 200 }, (_, i) => {
    const open = close;
    close = open * (1 + 0.02 * (random.uniform() - 0.5));
    const [low, high] = [Math.min(open, close) * 0.99, Math.max(open, close) * 1.01];
    const values = [open, high, low, close, close].map((value) => value.toFixed(2));
    return `${time(24 * i).slice(0, 10)},AA,${values.join(',')},${1000 + random.below(1000)}`;
  });
  writeFileSync(
    join(folder, 'prices.csv'),
    `Date,Symbol,Open,High,Low,Close,AdjClose,Volume\n${prices.join('\n')}\n`,
  );
  const store = openStore(join(folder, 'workspace'));
  await importFile(store, join(folder, 'texts.csv'), { as: 'texts', labels: 'label' });
  await importFile(store, join(folder, 'prices.csv'), { as: null, labels: null });
  return {
    store,
    remove: () => {
      store.close();
      if (existsSync(folder)) rmSync(folder, { recursive: true });
    },
  };
}

export interface LossesOf {
  /** By name: the mean over the steps of an epoch, and what is measured on the validation part after it. */
  losses: Record<string, number>;
  /** Processor time in seconds. */
  seconds: number;
}

/** One epoch on a device. */
export async function lossesOn(
  store: WritableStore,
  name: keyof typeof everyRecipe,
  device: 'cpu' | 'webgpu',
): Promise<LossesOf> {
  const losses: Record<string, number> = {};
  const before = process.cpuUsage();
  const config = trainConfigSchema.parse({ ...everyRecipe[name], epochs: 1, device });
  const result = await train(store, config, {
    emit: (event) => {
      if (event.type === 'metric' && event.name.endsWith('loss')) losses[event.name] = event.value;
    },
    signal: new AbortController().signal,
  });
  if (result.device !== device) throw new Error(`trained on ${result.device}`);
  const { user, system } = process.cpuUsage(before);
  return { losses, seconds: (user + system) / 1e6 };
}

/** The largest difference of two devices' losses, in units of the expected one. */
export function farthest(actual: LossesOf['losses'], expected: LossesOf['losses']): number {
  const names = Object.keys(expected);
  if (names.length === 0 || names.length !== Object.keys(actual).length) return Infinity;
  return Math.max(
    ...names.map((name) => Math.abs(actual[name]! - expected[name]!) / Math.abs(expected[name]!)),
  );
}

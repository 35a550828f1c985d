import type { TrainConfig } from '../../src-main/configs/all.ts';

/** A file of the data folder, as `contexture import` takes it. */
export interface DataFile {
  file: string;
  labels?: string;
}

/** One measurement: what is imported, what is trained, and what it is compared with. */
export interface Row {
  data: string;
  files: readonly DataFile[];
  /** Trained first, on the same texts, for its vectors. */
  vectors?: Partial<TrainConfig>;
  /** `trainFile`, `testFile`, `leaveOut` and `checkpoint` name files of the data folder. */
  config: Partial<TrainConfig> & { recipe: TrainConfig['recipe'] };
  seeds: number;
  /** What was published for the data, and of what model. */
  published?: string;
}

/** Settings that name a file of the data folder. */
export const fileSettings: ReadonlySet<string> = new Set(['trainFile', 'testFile', 'leaveOut', 'checkpoint']);

/** Every file and folder of the data folder that a row needs. */
export function filesOf({ files, vectors = {}, config }: Row): string[] {
  const named = [...Object.entries(vectors), ...Object.entries(config)].flatMap(([key, value]) =>
    fileSettings.has(key) && typeof value === 'string' ? [value] : [],
  );
  return [...new Set([...files.map(({ file }) => file), ...named])];
}

const stockerbot = [
  { file: 'stockerbot-export.csv' },
  { file: 'stockerbot-labelled-train.csv', labels: 'sentiment' },
];
const withValid = [...stockerbot, { file: 'stockerbot-labelled-valid.csv', labels: 'sentiment' }];

export const rows: readonly Row[] = [
  ...(['none', 'concat', 'self', 'cross'] as const).map((context) => ({
    data: 'StockerBot, hand-checked labels, `-valid`',
    files: stockerbot,
    config: {
      recipe: 'contextual-sentiment',
      context,
      trainFile: 'stockerbot-labelled-train.csv',
      testFile: 'stockerbot-labelled-valid.csv',
    } as const,
    seeds: 3,
  })),
  ...(['none', 'cross'] as const).map((context) => ({
    data: 'StockerBot, hand-checked labels, last fifth by time',
    files: withValid,
    config: { recipe: 'contextual-sentiment', context } as const,
    seeds: 3,
  })),
  ...(['none', 'concat', 'self', 'cross'] as const).map((context) => ({
    data: 'StockEmotions, last fifth by time',
    files: [{ file: 'stockemotions-train.csv' }],
    config: { recipe: 'contextual-sentiment', context } as const,
    seeds: 3,
  })),
  {
    data: 'twitter-financial-news-sentiment, a fifth held out',
    files: [{ file: 'sentiment-train.csv', labels: 'news' }],
    config: { recipe: 'contextual-sentiment', scheme: 'news', context: 'none', split: 'stratified' },
    seeds: 3,
    published: 'FinBERT .733 weighted F1; fine-tuned finbert-tone .884 accuracy',
  },
  {
    data: 'twitter-financial-news-topic, a fifth held out',
    files: [{ file: 'topic-train.csv', labels: 'topic' }],
    config: { recipe: 'topic', split: 'stratified' },
    seeds: 3,
    published: 'fine-tuned BERT .911 accuracy',
  },
  {
    data: 'StockEmotions, `-valid`',
    files: [{ file: 'stockemotions-train.csv' }, { file: 'stockemotions-valid.csv' }],
    config: {
      recipe: 'contextual-sentiment',
      context: 'none',
      trainFile: 'stockemotions-train.csv',
      testFile: 'stockemotions-valid.csv',
    },
    seeds: 3,
  },
  ...(['rnn-attention', 'simple-transformer', 'document-attention'] as const).map((recipe) => ({
    data: 'AG titles, 9,390 distinct of 10,000, 15 % held out',
    files: [{ file: 'ag-titles-10k.csv', labels: 'ag' }],
    config: { recipe, scheme: 'ag', split: 'stratified', testShare: 0.15 } as const,
    seeds: 3,
    published: '120k titles, RNN with attention .813 F1',
  })),
  ...[true, false].map((tuned) => ({
    data: `SST-2 dev, own vectors ${tuned ? 'tuned' : 'frozen'}`,
    files: [{ file: 'sst2-train.tsv', labels: 'sst2' }],
    vectors: { recipe: 'word2vec', width: 100, leaveOut: 'sst2-dev.tsv' } as const,
    config: {
      recipe: 'document-attention',
      scheme: 'sst2',
      width: 100,
      batchSize: 256,
      epochs: 6,
      dropout: 0.5,
      weightDecay: 0.1,
      tuned,
      trainFile: 'sst2-train.tsv',
      testFile: 'sst2-dev.tsv',
    } as const,
    seeds: 3,
  })),
  {
    data: 'S&P 500 prices, last fifth of the days',
    files: [{ file: 'prices-2018.csv' }],
    config: { recipe: 'price-transformer', epochs: 5 },
    seeds: 3,
  },
  {
    data: 'StockerBot, hand-checked labels, `-valid`; a checkpoint of random weights, 2 layers of 32',
    files: stockerbot,
    config: {
      recipe: 'bert-classifier',
      checkpoint: '../golden/bert_checkpoint',
      learningRate: 1e-3,
      epochs: 10,
      trainFile: 'stockerbot-labelled-train.csv',
      testFile: 'stockerbot-labelled-valid.csv',
    },
    seeds: 3,
  },
  {
    data: 'StockerBot export, distinct texts',
    files: [{ file: 'stockerbot-export.csv' }],
    config: { recipe: 'word2vec' },
    seeds: 3,
  },
  {
    data: 'StockerBot export, latest texts of each company',
    files: [{ file: 'stockerbot-export.csv' }],
    config: { recipe: 'company-embedding' },
    seeds: 1,
  },
  {
    data: 'StockerBot export, latest texts of each company',
    files: [{ file: 'stockerbot-export.csv' }],
    config: { recipe: 'company-embedding', objective: 'match' },
    seeds: 3,
  },
];

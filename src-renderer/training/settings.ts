import type { TrainConfig } from '../../src-main/api/types.ts';

export type SettingValue = string | number | boolean | null;

/** How a setting is shown. Which recipes have it, and its default, is what their configurations say. */
export type Setting = {
  /** Name in the configuration; `cleaning.links` is a part of `cleaning`. */
  path: string;
  label: string;
  /** What it does, where the label is not enough. */
  note?: string;
  /** main: always in sight; else its group in "All settings". */
  group: 'main' | 'Training' | 'Model' | 'Data' | 'Cleaning';
  /** Shown only where the configuration makes use of it. */
  when?: { path: string; is: readonly SettingValue[] };
} &
  // `empty`: it may be null, which is shown by this word.
  (
    | { kind: 'number'; min: number; max?: number; whole: boolean; empty?: string }
    | { kind: 'choice'; choices: readonly (readonly [value: string, name: string])[] }
    | { kind: 'text' }
    | { kind: 'flag' }
    | { kind: 'vectors' }
  );

type Extra = Pick<Setting, 'note' | 'when'> & { max?: number; empty?: string };

function whole(path: string, label: string, group: Setting['group'], min = 1, extra: Extra = {}): Setting {
  return { kind: 'number', path, label, group, min, whole: true, ...extra };
}
function real(path: string, label: string, group: Setting['group'], extra: Extra = {}): Setting {
  return { kind: 'number', path, label, group, min: 0, whole: false, ...extra };
}
function choice(
  path: string,
  label: string,
  group: Setting['group'],
  choices: readonly (readonly [string, string])[],
  extra: Pick<Setting, 'note' | 'when'> = {},
): Setting {
  return { kind: 'choice', path, label, group, choices, ...extra };
}
/** A checkpoint in the place of words of its own; recipes that know no other leave `encoder` out. */
const WORDS = { when: { path: 'encoder', is: ['words'] } };
const BERT = { path: 'encoder', is: ['bert'] };
/** Company vectors learn from topics; other recipes have no objective. */
const TOPICS = { path: 'objective', is: ['topic'] };
const OWN_DROPOUT = [
  'contextual-sentiment',
  'topic',
  'document-attention',
  'rnn-attention',
  'simple-transformer',
  'price-transformer',
  'company-embedding',
];
const same = (...values: string[]) => values.map((value) => [value, value] as const);

/** Every setting that the form offers, in its order. */
export const settings: readonly Setting[] = [
  choice('encoder', 'Texts as', 'main', [
    ['words', 'words, learned'],
    ['bert', 'vectors from a checkpoint'],
  ]),
  {
    kind: 'text',
    path: 'checkpoint',
    label: 'Checkpoint',
    group: 'main',
    note: 'A folder in the published layout, or OWNER/NAME on the hub',
    when: BERT,
  },
  {
    kind: 'flag',
    path: 'frozen',
    label: 'Train the head only',
    group: 'main',
    note: 'The checkpoint stays fixed; its vectors are computed once. Needs a larger learning rate, such as 0.001',
  },
  choice('context', 'Context', 'main', [
    ['cross', 'cross-attention'],
    ['self', 'self-attention'],
    ['concat', 'averaged'],
    ['none', 'none'],
  ]),
  choice('attention', 'Attention', 'main', same('soft', 'hard', 'local')),
  whole('days', 'Days seen', 'main'),
  whole('bins', 'Bins', 'main', 2),
  choice('binning', 'Binning', 'main', [
    ['column', 'per column'],
    ['quantile', 'by quantiles'],
    ['all', 'the same for all'],
  ]),
  whole('near', 'Words either side', 'main'),
  whole('negatives', 'Negatives', 'main', 1, { note: 'Words drawn at random for each true neighbour' }),
  choice(
    'objective',
    'Learns to',
    'main',
    [
      ['match', 'match its texts'],
      ['topic', 'name topics'],
    ],
    { note: 'What company vectors are trained for' },
  ),
  {
    kind: 'text',
    path: 'topicScheme',
    label: 'Topics',
    group: 'main',
    note: 'The label scheme of the topics; labels from models count too',
    when: TOPICS,
  },
  whole('textsPerCompany', 'Texts per company', 'main', 1, {
    note: 'Texts that form a vector in one example',
  }),
  { kind: 'vectors', path: 'vectors', label: 'Start from', group: 'main', ...WORDS },
  choice('split', 'Split', 'main', [
    ['time', 'by time'],
    ['stratified', 'by chance'],
    ['grouped', 'by ticker'],
  ]),
  whole('epochs', 'Epochs', 'main'),
  whole('seed', 'Seed', 'main', 0),
  whole('batchSize', 'Batch size', 'main'),
  real('learningRate', 'Learning rate', 'main'),
  whole('width', 'Width', 'main', 2),
  whole('heads', 'Heads', 'main'),

  choice('optimizer', 'Optimiser', 'Training', same('adamw', 'adam', 'sgd')),
  choice('schedule', 'Schedule', 'Training', same('linear', 'plateau', 'constant')),
  whole('plateauPatience', 'Plateau patience', 'Training', 0, {
    note: 'Epochs without a lower validation loss before the rate falls to a tenth',
    when: { path: 'schedule', is: ['plateau'] },
  }),
  whole('patience', 'Patience', 'Training', 1, { note: 'Epochs without a better score before it stops' }),
  real('weightDecay', 'Weight decay', 'Training'),
  real('clipNorm', 'Clip norm', 'Training', { empty: 'none', note: 'Empty: no clipping' }),
  real('dropout', 'Dropout', 'Training', { max: 0.9, when: { path: 'recipe', is: OWN_DROPOUT } }),
  real('dropout', 'Dropout', 'Training', {
    max: 0.9,
    empty: 'as published',
    when: { path: 'recipe', is: ['bert-classifier'] },
  }),
  real('windowDropout', 'Window dropout', 'Training', {
    max: 0.9,
    note: 'Share of examples whose whole window is dropped',
    when: { path: 'context', is: ['cross', 'self', 'concat'] },
  }),
  choice('classWeights', 'Class weights', 'Training', same('balanced', 'none'), { when: TOPICS }),
  real('temperature', 'Temperature', 'Training', { when: { path: 'objective', is: ['match'] } }),
  real('subsample', 'Subsample', 'Training', {
    max: 1,
    note: 'Words more frequent than this share are sometimes left out; 1: never',
  }),

  whole('layers', 'Layers', 'Model', 0, WORDS),
  whole('inner', 'Inner width', 'Model', 2),
  whole('hidden', 'Hidden width', 'Model', 2),
  real('localWidth', 'Local width', 'Model', {
    note: 'Standard deviation of the local window, in words',
    when: { path: 'attention', is: ['local'] },
  }),
  {
    kind: 'flag',
    path: 'positions',
    label: 'Positions',
    group: 'Model',
    note: 'Learned position vectors',
  },
  {
    kind: 'flag',
    path: 'tuned',
    label: 'Tune vectors',
    group: 'Model',
    note: 'Word vectors are trained too',
  },
  {
    kind: 'flag',
    path: 'ngrams',
    label: 'Stack with n-grams',
    group: 'Model',
    note: 'Combines the model with linear classifiers of words and characters, weighted on the validation part',
  },

  real('testShare', 'Test share', 'Data', { max: 0.5 }),
  real('validShare', 'Validation share', 'Data', { max: 0.5 }),
  whole('trainSize', 'Texts learned', 'Data', 2, {
    empty: 'all',
    note: 'How many texts of the training part, drawn with the seed; validation and test stay the same',
  }),
  choice('values', 'Prices', 'Data', [
    ['relative', 'relative'],
    ['raw', 'as they are'],
  ]),
  whole('minTexts', 'Texts needed', 'Data', 2, { note: 'Companies with fewer are left out' }),
  whole('maxTokens', 'Tokens of a text', 'Data'),
  whole('minCount', 'Word count needed', 'Data', 1, {
    note: 'Rarer words do not enter the vocabulary',
    ...WORDS,
  }),
  choice(
    'vocabulary',
    'Tokens',
    'Data',
    [
      ['words', 'words'],
      ['subwords', 'pieces of words'],
    ],
    WORDS,
  ),
  whole('maxVocabulary', 'Vocabulary', 'Data', 16, {
    empty: 'automatic',
    note: 'The maximum number of tokens; empty: 30,000 words or 8,000 pieces',
    ...WORDS,
  }),

  choice('cleaning.links', 'Links', 'Cleaning', same('drop', 'token'), WORDS),
  choice('cleaning.mentions', 'Mentions', 'Cleaning', same('token', 'name', 'drop'), WORDS),
  choice('cleaning.hashtags', 'Hashtags', 'Cleaning', same('word', 'token', 'drop'), WORDS),
  choice('cleaning.cashtags', 'Cashtags', 'Cleaning', same('token', 'name', 'drop'), WORDS),
  choice('cleaning.brackets', 'Brackets', 'Cleaning', same('keep', 'drop'), WORDS),
  choice('cleaning.entities', 'Entities', 'Cleaning', same('decode', 'keep'), WORDS),
  choice('cleaning.stopWords', 'Stop words', 'Cleaning', same('keep', 'drop'), WORDS),
];

/** The value at a path, undefined where the configuration has none. */
export function settingValue(config: TrainConfig, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), config);
}

/** The configuration with one value changed. Whether it is a good one, the application says at the start. */
export function withSetting(config: TrainConfig, path: string, value: SettingValue): TrainConfig {
  const [name = '', part] = path.split('.');
  const whole = settingValue(config, name);
  const changed = part === undefined ? value : { ...(isRecord(whole) ? whole : {}), [part]: value };
  return { ...config, [name]: changed };
}

/** The settings that a configuration has and makes use of. */
export function settingsOf(config: TrainConfig): Setting[] {
  return settings.filter(({ path, when }) => {
    if (settingValue(config, path) === undefined) return false;
    const decides = when && settingValue(config, when.path);
    return !when || decides === undefined || when.is.some((value) => value === decides);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

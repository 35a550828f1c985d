import { z } from 'zod';
import { about, type SettingForm } from '../setting.ts';
import { cleaningSchema } from '../text/cleaning.ts';

/** `auto` takes the fastest device that is present. */
export const deviceChoices = ['auto', 'cpu', 'webgpu', 'cuda', 'tfjs-node-gpu'] as const;

/** A field with another default, under the same label and note. */
export function withDefault<T extends z.ZodType>(
  field: z.ZodDefault<T>,
  value: z.core.util.NoUndefined<z.output<T>>,
): z.ZodDefault<T> {
  return field
    .unwrap()
    .default(value)
    .meta(field.meta() ?? {});
}

/** A field under the same label and note, of which a form makes something else. */
export function withForm<T extends z.ZodType>(field: T, form: SettingForm): T {
  return field.meta({ ...field.meta(), ...form });
}

/** The training settings of every recipe. */
export const trainingFields = {
  epochs: z
    .int()
    .min(1)
    .max(10_000)
    .default(30)
    .meta(
      about('training', 'Epochs', 'The maximum number of passes over the training part.', { main: true }),
    ),
  batchSize: z
    .int()
    .min(1)
    .max(65_536)
    .default(64)
    .meta(about('training', 'Batch size', 'Examples in one training step.')),
  optimizer: z
    .enum(['adamw', 'adam', 'sgd'])
    .default('adamw')
    .meta(about('training', 'Optimiser', 'The rule by which gradients change the weights.')),
  learningRate: z
    .number()
    .positive()
    .default(2e-3)
    .meta(about('training', 'Learning rate', 'The highest learning rate of the schedule.')),
  schedule: z
    .enum(['linear', 'plateau', 'constant'])
    .default('linear')
    .meta(
      about(
        'training',
        'Schedule',
        'How the learning rate changes: linear warms up over the first tenth of the steps and then falls to a tenth, plateau divides the rate by ten whenever the validation loss has not fallen for plateauPatience epochs, constant keeps it.',
      ),
    ),
  plateauPatience: z
    .int()
    .min(0)
    .default(3)
    .meta(
      about(
        'training',
        'Plateau patience',
        'Epochs without a lower validation loss before schedule=plateau lowers the learning rate.',
        { when: { path: 'schedule', is: ['plateau'] } },
      ),
    ),
  weightDecay: z
    .number()
    .min(0)
    .default(0.01)
    .meta(about('training', 'Weight decay', 'How strongly weights are pulled towards zero.')),
  clipNorm: z
    .number()
    .positive()
    .nullable()
    .default(1)
    .meta(
      about(
        'training',
        'Clip norm',
        'The maximum global norm of the gradients, to which larger ones are scaled down.',
        { empty: 'no clipping' },
      ),
    ),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.3)
    .meta(about('training', 'Dropout', 'The share of activations that each training step sets to zero.')),
  patience: z
    .int()
    .min(1)
    .default(10)
    .meta(
      about('training', 'Patience', 'Epochs without a better validation score before training stops early.'),
    ),
  seed: z
    .int()
    .min(0)
    .default(1)
    .meta(about('training', 'Seed', 'The seed of everything random: the same seed gives the same run.')),
  device: z
    .enum(deviceChoices)
    .default('auto')
    .meta(
      about('training', 'Device', 'The device to train on; auto picks the fastest one available.', {
        main: true,
        editor: 'device',
        names: { auto: 'auto (the fastest)' },
      }),
    ),
};

export const symbols = z
  .array(z.string().min(1))
  .min(1)
  .nullable()
  .default(null)
  .meta(
    about('data', 'Tickers', 'The tickers to train on.', {
      main: true,
      editor: 'tickers',
      empty: 'all tickers',
    }),
  );

export const tokensKept = about('text', 'Tokens of a text', 'Tokens kept of each text; the rest is cut off.');

/** Of no effect where a checkpoint reads the texts. */
export const withWords = { when: { path: 'encoder', is: ['words'] } } satisfies SettingForm;

/** How texts become words. */
export const wordFields = {
  cleaning: cleaningSchema
    .prefault({})
    .meta(
      about('text', 'Cleaning', 'What happens to the parts of a text that are not plain words.', withWords),
    ),
  maxTokens: z.int().min(1).max(512).default(32).meta(tokensKept),
  minCount: z
    .int()
    .min(1)
    .default(2)
    .meta(
      about(
        'text',
        'Word count needed',
        'How often a word must occur in the training part to enter the vocabulary, or two pieces of words to be merged.',
        withWords,
      ),
    ),
  maxVocabulary: z
    .int()
    .min(16)
    .default(30_000)
    .meta(about('text', 'Vocabulary size', 'The largest number of words in the vocabulary.', withWords)),
};

export const vocabularies = ['words', 'subwords'] as const;

/** The same where texts may also become pieces of words. */
export const tokenFields = {
  ...wordFields,
  vocabulary: z
    .enum(vocabularies)
    .default('words')
    .meta(
      about(
        'text',
        'Tokens',
        'Reads texts as words, or as subwords: pieces of words learned from the training part by byte-pair encoding.',
        { names: { subwords: 'pieces of words' }, ...withWords },
      ),
    ),
  maxVocabulary: z
    .int()
    .min(16)
    .nullable()
    .default(null)
    .meta(
      about(
        'text',
        'Vocabulary size',
        'The largest number of tokens in the vocabulary, by default 30,000 words or 8,000 subwords.',
        { empty: 'the default', ...withWords },
      ),
    ),
};

export const trainFile = z
  .string()
  .nullable()
  .default(null)
  .meta(
    about(
      'data',
      'Training file',
      'A text + label file to train on instead of the labels of the workspace.',
      { editor: 'file' },
    ),
  );

/** Shares of what is divided. */
export const shares = {
  testShare: z
    .number()
    .min(0.05)
    .max(0.5)
    .default(0.2)
    .meta(about('evaluation', 'Test share', 'The share of the data used for testing.')),
  validShare: z
    .number()
    .min(0.05)
    .max(0.5)
    .default(0.1)
    .meta(about('evaluation', 'Validation share', 'The share of the data used to choose the best epoch.')),
};

/** Which labels are learned, and how the labelled texts are divided. */
export const labelFields = {
  symbols,
  scheme: z
    .string()
    .min(1)
    .default('sentiment')
    .meta(about('data', 'Label scheme', 'The label scheme to learn.', { main: true, editor: 'scheme' })),
  classWeights: z
    .enum(['balanced', 'none'])
    .default('balanced')
    .meta(
      about(
        'training',
        'Class weights',
        'Weights each class by the inverse of its frequency (balanced), or every example alike (none).',
      ),
    ),
  maskRules: z
    .boolean()
    .default(false)
    .meta(
      about(
        'text',
        'Mask words of rules',
        'Takes the words by which rules give labels out of every text that the run reads, those of windows and of later predictions too, so that a model has to find more than the rules know; for a scheme with labels by rules.',
      ),
    ),
  trainFile,
  testFile: z
    .string()
    .nullable()
    .default(null)
    .meta(
      about(
        'evaluation',
        'Test file',
        'A text + label file whose rows are the test part; neither they nor their near-duplicates are trained on.',
        { editor: 'file' },
      ),
    ),
  split: z
    .enum(['time', 'stratified', 'grouped'])
    .default('time')
    .meta(
      about(
        'evaluation',
        'Split',
        'How texts are split: time tests on the latest (at random if most have no time), stratified splits at random and preserves the shares of the classes, grouped splits at random and keeps all texts of a ticker in one part.',
        { names: { time: 'by time', stratified: 'at random', grouped: 'by ticker' } },
      ),
    ),
  embargo: z
    .number()
    .min(0)
    .default(0)
    .meta(
      about(
        'evaluation',
        'Embargo',
        'Hours before the validation and the test part begin from which nothing is learned or validated, so that stories that run on do not stand in two parts; for texts that are split by time.',
        { when: { path: 'split', is: ['time'] } },
      ),
    ),
  daysTogether: z
    .boolean()
    .default(false)
    .meta(
      about(
        'evaluation',
        'Days in one part',
        'Keeps the texts of one ticker and day in one part where texts are split at random: they share their windows and often their label, which a model would learn by heart.',
        { when: { path: 'split', is: ['stratified'] } },
      ),
    ),
  // At .6 a title of four words may have one other word, one of eight words two.
  nearCopies: z
    .number()
    .min(0.3)
    .max(1)
    .nullable()
    .default(0.6)
    .meta(
      about(
        'evaluation',
        'Near copies from',
        'From which similarity on (Jaccard, of words or of pieces of words) two texts are near copies, of which none is tested where another is learned.',
        { empty: 'equal texts only' },
      ),
    ),
  testShare: shares.testShare.meta(
    about(
      'evaluation',
      'Test share',
      'The share of the labelled texts used for testing; ignored with a test file.',
    ),
  ),
  validShare: shares.validShare,
  tested: z
    .boolean()
    .default(true)
    .meta(
      about(
        'evaluation',
        'Test',
        'Measures the best copy, its ensemble and the baselines on the test part; without, the run is one to choose by: it has scores of its validation part only, and the test part is never read.',
      ),
    ),
  // The validation and test parts stay as they are, so that all sizes are chosen and tested alike: nobody with ten
  // labels has hundreds more to choose by, and small sizes are flattered by that.
  trainSize: z
    .int()
    .min(2)
    .nullable()
    .default(null)
    .meta(
      about(
        'data',
        'Texts learned',
        'How many texts of the training part to train on, drawn with the seed; an epoch has the same number of steps however many there are.',
        { empty: 'all' },
      ),
    ),
};

/** `contextual-sentiment` and `topic`: a text that is read in its context window. */
import { z } from 'zod';
import { type ContextSpec, contextSpecSchema } from '../context/spec.ts';
import { about, type SettingForm } from '../setting.ts';
import {
  classifierSchemas,
  labelledTexts,
  notRounded,
  renamed,
  wordClassifierFields,
} from './classifier-fields.ts';
import { dependentFields, withUsual } from './dependent-settings.ts';
import { encoderFields } from './encoder-fields.ts';
import { labelFields, withDefault, withForm, withWords } from './fields.ts';
import { headsFit, modelFields, unfit } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

export const contexts = ['none', 'concat', 'self', 'cross'] as const;

const context = z
  .enum(contexts)
  .default('cross')
  .meta(
    about(
      'context',
      'Context',
      'How the context window is read: none reads the text alone, concat reads it together with the mean of the texts in its window, cross lets the text query the words in its window, self lets it query those and its own words.',
      {
        main: true,
        names: { concat: 'window average', self: 'self-attention', cross: 'cross-attention' },
      },
    ),
  );

export const contextModels = ['residual', 'joint'] as const;

const withContext = {
  when: { path: 'context', is: contexts.filter((context) => context !== 'none') },
} satisfies SettingForm;

/** What depends on the encoder stands after it. */
const { tuned: _, ...common } = wordClassifierFields;

/** Words are learned in full, and so is a checkpoint that is tuned. */
function precisionFits(config: { encoder: string; tuned: boolean | null; precision: string }): boolean {
  return config.precision === 'float32' || (config.encoder === 'checkpoint' && config.tuned !== true);
}

/** How `contextual-sentiment` and `topic` read texts and their windows. */
const reading = {
  ...dependentFields,
  ...encoderFields,
  width: modelFields.width,
  heads: modelFields.heads,
  layers: withForm(modelFields.layers, withWords),
  context,
  window: contextSpecSchema.prefault({}).meta(
    about('context', 'Window', 'Which earlier texts belong to the context window of a text.', {
      editor: 'window',
      ...withContext,
    }),
  ),
  sparseWindows: z
    .boolean()
    .default(false)
    .meta(
      about(
        'context',
        'Few windows',
        'Trains in context even if under half of the texts of a test file have a window.',
        withContext,
      ),
    ),
  contextModel: z
    .enum(contextModels)
    .default('residual')
    .meta(
      about(
        'context',
        'Context model',
        'How the context is learned: residual first trains the model of the text alone, then a branch that reads the window and adds to its scores, and leaves the branch out where no epoch of it is better in validation in both macro F1 and loss; joint trains one model of both.',
        { names: { residual: 'added to the text model', joint: 'one model of both' }, ...withContext },
      ),
    ),
  windowDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.5)
    .meta(
      about(
        'training',
        'Window dropout',
        'The share of examples whose whole window is dropped, redrawn in every epoch, so that contextModel=joint also learns from the text alone and does not memorise windows.',
        { when: { path: 'contextModel', is: ['joint'] } },
      ),
    ),
};

const sentimentSettings = z.object({
  recipe: z.literal('contextual-sentiment'),
  ...common,
  ...reading,
});

const topicSettings = z.object({
  recipe: z.literal('topic'),
  ...common,
  ...reading,
  scheme: withDefault(labelFields.scheme, 'topic'),
  context: withDefault(context, 'none'),
});

export type ContextualConfig = z.infer<typeof sentimentSettings> | z.infer<typeof topicSettings>;

function inShort({ context, window }: ContextualConfig): string {
  if (context === 'none') return 'no context';
  const scope = window.scope === 'company' ? '' : ` (${window.scope})`;
  return `${window.n} earlier${scope}, ${context}`;
}

export const contextualSentiment = recipeSchemas({
  ...classifierSchemas,
  inShort,
  config: sentimentSettings
    .refine(headsFit, unfit)
    .refine(precisionFits, notRounded)
    .overwrite((config) => withUsual(renamed(config)))
    .meta({
      note: 'Predicts the sentiment of a text, which queries the texts before it by cross-attention.',
      reads: 'labelled texts, with the earlier texts about the same company',
      data: 'labels',
    }),
});

export const topic = recipeSchemas({
  ...classifierSchemas,
  inShort,
  config: topicSettings
    .refine(headsFit, unfit)
    .refine(precisionFits, notRounded)
    .overwrite((config) => withUsual(renamed(config)))
    .meta({
      note: 'Predicts the topic of a text; its predictions can label texts that have no topic.',
      reads: labelledTexts,
      data: 'labels',
    }),
});

/** The window that a configuration reads; null: it reads texts without their context, or no texts. */
export function windowOf(config: object): ContextSpec | null {
  if (!isContextual(config) || config.context === 'none' || config.window.n === 0) return null;
  return config.window;
}

/** Texts of context that a configuration reads: 0 without context. */
export function windowSize(config: object): number {
  return windowOf(config)?.n ?? 0;
}

/** Whether the window is read by a branch beside a text model that is trained first. */
export function isResidual(config: object): boolean {
  return isContextual(config) && windowOf(config) !== null && config.contextModel === 'residual';
}

/** What a text queries in its window: without a query there is nothing to choose. */
export function attendsTo(config: object): 'texts' | 'tokens' {
  if (!isContextual(config) || config.encoder === 'words') return 'texts';
  const context = contextRead(config);
  return context === 'self' || context === 'cross' ? config.attendTo : 'texts';
}

/** The most epochs in which a branch learns to read the window. */
export function contextEpochs(config: { epochs: number }): number {
  return isContextual(config) ? config.contextEpochs : config.epochs;
}

/** The same without its window: the text model that a branch is trained beside. */
export function withoutContext<C extends object>(config: C): C {
  return isContextual(config) ? { ...config, context: 'none' } : config;
}

/** How the model reads its window. With room for no text it reads none, whatever was asked for. */
export function contextRead(config: ContextualConfig): ContextualConfig['context'] {
  return windowSize(config) === 0 ? 'none' : config.context;
}

function isContextual(config: object): config is ContextualConfig {
  return 'context' in config && 'window' in config;
}

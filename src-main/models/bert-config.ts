import { z } from 'zod';

const size = z.int().min(1);
/** Shapes are listed by layer before the file is looked at, so their number must be a sensible one. */
const layers = size.max(1000);
const rate = z.number().min(0).lt(1);

/** The architectures that are read, by the `model_type` of their `config.json`. */
export const encoderFamilies = ['bert', 'roberta', 'distilbert', 'mpnet'] as const;
export type EncoderFamily = (typeof encoderFamilies)[number];

/** How the vectors of a text's tokens become one vector. */
export const poolingSchema = z.object({
  /**
   * pooler: the first token through the layer that classifiers of the family have before their last one; cls: the first
   * token; mean and max: over the real tokens, special ones included.
   */
  mode: z.enum(['pooler', 'mean', 'cls', 'max']),
  /** Whether the vector is then scaled to length 1. */
  normalize: z.boolean(),
});
export type Pooling = z.infer<typeof poolingSchema>;

const noPositions = 'only absolute positions are supported';

/**
 * What an encoder needs of a published `config.json`, under the names that BERT's has; other keys are left aside. Defaults
 * are those of the publisher's reader (transformers, `BertConfig`): the oldest checkpoints leave them out.
 */
export const publishedKeys = {
  vocab_size: size,
  hidden_size: size,
  num_hidden_layers: layers,
  num_attention_heads: size,
  intermediate_size: size,
  max_position_embeddings: size,
  type_vocab_size: size.default(2),
  hidden_act: z.enum(['gelu', 'relu', 'gelu_new', 'gelu_pytorch_tanh']).default('gelu'),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_dropout_prob: rate.default(0.1),
  attention_probs_dropout_prob: rate.default(0.1),
  /** null: as `hidden_dropout_prob` */
  classifier_dropout: rate.nullable().default(null),
  pad_token_id: z
    .int()
    .min(0)
    .nullish()
    .transform((id) => id ?? 0),
  position_embedding_type: z.literal('absolute', { error: noPositions }).nullish(),
  is_decoder: z.literal(false, { error: 'decoders are not supported' }).nullish(),
  add_cross_attention: z.literal(false, { error: 'decoders are not supported' }).nullish(),
  /** Names of the classes by their number, written as text. */
  id2label: z.record(z.string(), z.string()).nullish(),
};

/** In what encoders of other families differ from BERT. */
const differences = {
  family: z.enum(encoderFamilies).default('bert'),
  pooling: poolingSchema.default({ mode: 'pooler', normalize: false }),
  /** Rows of the table of positions that stand before the one of the first token. */
  position_offset: z.int().min(0).default(0),
  /** 0: the family has no types of tokens. */
  type_vocab_size: size.or(z.literal(0)).default(2),
  /** Buckets of distances between tokens that shift attention (T5's relative positions); 0: none. */
  relative_attention_num_buckets: z.int().min(0).default(0),
  /** The activation after the layer over the first token. */
  pooler_act: z.enum(['tanh', 'relu']).default('tanh'),
  /** Whether a classifier drops values before that layer too. */
  pooler_dropout: z.boolean().default(false),
  /** Most tokens of a text that the checkpoint is meant for, special ones included; null: as many as it has positions. */
  max_seq_length: size.nullable().default(null),
};

/** An encoder of any of the families, under BERT's names. */
export const bertConfigSchema = z
  .object({ ...publishedKeys, ...differences })
  .refine((config) => config.hidden_size % config.num_attention_heads === 0, {
    path: ['num_attention_heads'],
    error: 'must divide hidden_size',
  });

export type BertConfig = z.infer<typeof bertConfigSchema>;

/** Most tokens of a text that there are positions for, special ones included. */
export function positionsOf(config: BertConfig): number {
  return config.max_position_embeddings - config.position_offset;
}

/** Most tokens of a text that are read: what the checkpoint is meant for, and has positions for. */
export function mostTokens(config: BertConfig): number {
  return Math.min(positionsOf(config), config.max_seq_length ?? Infinity);
}

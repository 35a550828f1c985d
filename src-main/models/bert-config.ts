import { z } from 'zod';

const size = z.int().min(1);
/** Shapes are listed by layer before the file is looked at, so their number must be a sensible one. */
const layers = size.max(1000);
const rate = z.number().min(0).lt(1);

/**
 * What a BERT encoder needs of a published `config.json`, under the names that stand there; other keys are left aside.
 * Defaults are those of the publisher's reader (transformers, `BertConfig`): the oldest checkpoints leave them out.
 */
export const bertConfigSchema = z
  .object({
    model_type: z.literal('bert').default('bert'),
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
    position_embedding_type: z.literal('absolute').nullish(),
    is_decoder: z.literal(false).nullish(),
    add_cross_attention: z.literal(false).nullish(),
    /** Names of the classes by their number, written as text. */
    id2label: z.record(z.string(), z.string()).nullish(),
  })
  .refine((config) => config.hidden_size % config.num_attention_heads === 0, {
    path: ['num_attention_heads'],
    error: 'must divide hidden_size',
  });

export type BertConfig = z.infer<typeof bertConfigSchema>;

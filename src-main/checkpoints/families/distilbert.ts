import { z } from 'zod';
import { bertConfigSchema, type BertConfig, publishedKeys } from '../../models/bert-config.ts';
import type { CheckpointFamily } from './family.ts';

const {
  vocab_size,
  hidden_size,
  num_hidden_layers,
  num_attention_heads,
  intermediate_size,
  hidden_act,
  attention_probs_dropout_prob,
  pad_token_id,
  id2label,
} = publishedKeys;

/** Defaults are those of `DistilBertConfig`. */
const published = z
  .object({
    vocab_size: vocab_size.default(30_522),
    max_position_embeddings: publishedKeys.max_position_embeddings.default(512),
    dim: hidden_size.default(768),
    n_layers: num_hidden_layers.default(6),
    n_heads: num_attention_heads.default(12),
    hidden_dim: intermediate_size.default(3072),
    activation: hidden_act,
    dropout: publishedKeys.hidden_dropout_prob,
    attention_dropout: attention_probs_dropout_prob,
    seq_classif_dropout: publishedKeys.hidden_dropout_prob.unwrap().default(0.2),
    pad_token_id,
    id2label,
  })
  .refine((config) => config.dim % config.n_heads === 0, { path: ['n_heads'], error: 'must divide dim' });

/** DistilBERT (Sanh et al., 2019): no types of tokens, keys of its own, and a head with another activation. */
export const distilbert: CheckpointFamily = {
  title: 'DistilBERT',
  className: 'DistilBert',
  config: published.transform((config): BertConfig => {
    return bertConfigSchema.parse({
      family: 'distilbert',
      vocab_size: config.vocab_size,
      hidden_size: config.dim,
      num_hidden_layers: config.n_layers,
      num_attention_heads: config.n_heads,
      intermediate_size: config.hidden_dim,
      max_position_embeddings: config.max_position_embeddings,
      type_vocab_size: 0,
      hidden_act: config.activation,
      hidden_dropout_prob: config.dropout,
      attention_probs_dropout_prob: config.attention_dropout,
      classifier_dropout: config.seq_classif_dropout,
      pad_token_id: config.pad_token_id,
      id2label: config.id2label,
      pooler_act: 'relu',
    });
  }),
  layers: 'transformer.layer',
  parts: {
    'attention.q_lin': 'attention.self.query',
    'attention.k_lin': 'attention.self.key',
    'attention.v_lin': 'attention.self.value',
    'attention.out_lin': 'attention.output.dense',
    sa_layer_norm: 'attention.output.LayerNorm',
    'ffn.lin1': 'intermediate.dense',
    'ffn.lin2': 'output.dense',
    output_layer_norm: 'output.LayerNorm',
  },
  head: { pooler: 'pre_classifier', classifier: 'classifier', ownPooler: false },
  masked: { dense: 'vocab_transform', norm: 'vocab_layer_norm', bias: 'vocab_projector' },
};

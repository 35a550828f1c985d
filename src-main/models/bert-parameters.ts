import type { Random } from '../random.ts';
import type { BertConfig } from './bert-config.ts';
import { type InitialParameters, normal, normLayer, zeros } from './initial.ts';
import { relativeAttentionBias } from './relative-attention.ts';

export type Shapes = Readonly<Record<string, readonly number[]>>;

/** The table of word vectors (V, D): the one that training steps by its used rows. */
export const wordEmbeddings = 'bert.embeddings.word_embeddings.weight';

/** Names and shapes of the encoder's parameters, as BERT's are published: embeddings and layers. */
export function bertEncoderShapes(config: BertConfig): Shapes {
  const { hidden_size: width, intermediate_size: inner } = config;
  const shapes: Record<string, readonly number[]> = {
    [wordEmbeddings]: [config.vocab_size, width],
    'bert.embeddings.position_embeddings.weight': [config.max_position_embeddings, width],
    ...(config.type_vocab_size > 0 && {
      'bert.embeddings.token_type_embeddings.weight': [config.type_vocab_size, width],
    }),
    ...(config.relative_attention_num_buckets > 0 && {
      [relativeAttentionBias]: [config.relative_attention_num_buckets, config.num_attention_heads],
    }),
    ...norm('bert.embeddings.LayerNorm', width),
  };
  for (let number = 0; number < config.num_hidden_layers; number++) {
    const layer = `bert.encoder.layer.${number}`;
    Object.assign(
      shapes,
      dense(`${layer}.attention.self.query`, width, width),
      dense(`${layer}.attention.self.key`, width, width),
      dense(`${layer}.attention.self.value`, width, width),
      dense(`${layer}.attention.output.dense`, width, width),
      norm(`${layer}.attention.output.LayerNorm`, width),
      dense(`${layer}.intermediate.dense`, width, inner),
      dense(`${layer}.output.dense`, inner, width),
      norm(`${layer}.output.LayerNorm`, width),
    );
  }
  return shapes;
}

/**
 * The layer over the first token: (D, D), the first one of the heads of RoBERTa, DistilBERT and MPNet. Checkpoints that
 * only predict words come without it.
 */
export function bertPoolerShapes({ hidden_size: width }: BertConfig): Shapes {
  return dense('bert.pooler.dense', width, width);
}

/** The linear head over the pooled token. */
export function bertClassifierShapes({ hidden_size: width }: BertConfig, classes: number): Shapes {
  return dense('classifier', width, classes);
}

/** The head that predicts masked tokens: a layer (D, D) and its normalisation; the last layer is the table of token vectors. */
export function maskedHeadShapes({ hidden_size: width, vocab_size: words }: BertConfig): Shapes {
  return { ...dense('lm.dense', width, width), ...norm('lm.LayerNorm', width), 'lm.bias': [words] };
}

/** Values for parameters that a checkpoint does not bring: as in the publication, normal with deviation 0.02, biases zero. */
export function initBertParameters(random: Random, shapes: Shapes): InitialParameters {
  const parameters: InitialParameters = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const [owner, width] = [name.replace(/\.(?:weight|bias)$/, ''), shape.at(-1)!];
    if (owner.endsWith('LayerNorm')) Object.assign(parameters, normLayer(owner, width));
    else parameters[name] = name.endsWith('.bias') ? zeros(...shape) : normal(random, 0.02, ...shape);
  }
  return parameters;
}

function dense(name: string, inputs: number, outputs: number): Shapes {
  return { [`${name}.weight`]: [outputs, inputs], [`${name}.bias`]: [outputs] };
}

function norm(name: string, width: number): Shapes {
  return { [`${name}.weight`]: [width], [`${name}.bias`]: [width] };
}

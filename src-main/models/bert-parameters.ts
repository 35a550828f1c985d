import type { Random } from '../random.ts';
import type { BertConfig } from './bert-config.ts';
import { type InitialParameters, normal, normLayer, zeros } from './initial.ts';

export type Shapes = Readonly<Record<string, readonly number[]>>;

/** The table of word vectors (V, D): the one that training steps by its used rows. */
export const wordEmbeddings = 'bert.embeddings.word_embeddings.weight';

/** Names and shapes of the encoder's parameters, as published: embeddings and layers. */
export function bertEncoderShapes(config: BertConfig): Shapes {
  const { hidden_size: width, intermediate_size: inner } = config;
  const shapes: Record<string, readonly number[]> = {
    [wordEmbeddings]: [config.vocab_size, width],
    'bert.embeddings.position_embeddings.weight': [config.max_position_embeddings, width],
    'bert.embeddings.token_type_embeddings.weight': [config.type_vocab_size, width],
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

/** The layer over the first token: (D, D). Checkpoints that only predict words come without it. */
export function bertPoolerShapes({ hidden_size: width }: BertConfig): Shapes {
  return dense('bert.pooler.dense', width, width);
}

/** The linear head over the pooled token. */
export function bertClassifierShapes({ hidden_size: width }: BertConfig, classes: number): Shapes {
  return dense('classifier', width, classes);
}

/** What parallel, sharded and compiled training leaves in names, before any part of a model (PyTorch's wrappers). */
const wrappers = /(?<=^|\.)(?:module|_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\./g;

/** The attribute under which a larger program had its BERT: those of Lightning, sentence-transformers and the like. */
const owners = /^(?:(?:model|auto_model|base_model|net|network|\d+)\.)+/;

/**
 * The name that `models/bert.ts` has for a published one: the encoder may stand with or without `bert.` before it, a program
 * may have wrapped the model (`module.`, `model.`, `_orig_mod.`), and the oldest checkpoints write the scale and shift of a
 * layer normalisation as `gamma` and `beta`.
 */
export function canonicalBertName(published: string): string {
  const name = published
    .replace(wrappers, '')
    .replace(owners, '')
    .replace(/\.LayerNorm\.gamma$/, '.LayerNorm.weight')
    .replace(/\.LayerNorm\.beta$/, '.LayerNorm.bias');
  return /^(?:embeddings|encoder|pooler)\./.test(name) ? `bert.${name}` : name;
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

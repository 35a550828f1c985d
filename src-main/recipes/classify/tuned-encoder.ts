import { counted } from '../../counted.ts';
import type { TrainerOptions } from '../../engine/trainer.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { UserError } from '../../errors.ts';
import { encoderOf, type OpenedBert } from '../texts/open-bert.ts';

export interface TuningOptions {
  /** So many of the first layers, and the token vectors below them, are not trained; 0: all are. */
  frozenLayers: number;
  /** What the learning rate is multiplied by from each layer to the one below it. */
  layerDecay: number;
}

/** Where the training of an encoder starts, and how fast each of its parameters learns. */
export interface TunedEncoder {
  start: Pick<TrainerOptions, 'params' | 'tables' | 'lookups' | 'paddingRow' | 'frozen' | 'lean'>;
  rates: Record<string, number>;
}

/**
 * The encoder of a checkpoint, to be trained. Its layers learn the slower the further below the head they are
 * ("discriminative fine-tuning", Howard and Ruder, 2018): layer i of n, from 0, at `layerDecay` ^ (n - i) times the
 * rate, the token vectors at `layerDecay` ^ (n + 1).
 *
 * @throws UserError if it has fewer layers than shall be left as they are
 */
export function tunedEncoder(opened: OpenedBert, { frozenLayers, layerDecay }: TuningOptions): TunedEncoder {
  const layers = opened.checkpoint.config.num_hidden_layers;
  if (frozenLayers > layers) {
    throw new UserError(
      'use',
      `${opened.folder} has ${counted(layers, 'layer')}, so ${frozenLayers} of them cannot be left as they are.`,
      { remedies: [{ setting: 'frozenLayers', values: [String(layers)] }] },
    );
  }
  const { [wordEmbeddings]: words, ...params } = encoderOf(opened.checkpoint);
  if (!words) throw new TypeError('the checkpoint has no word embeddings');
  const names = [wordEmbeddings, ...Object.keys(params)];
  const heights = names.map((name) => [name, heightOf(name, layers)] as const);
  return {
    start: {
      // For MiniLM, batches of 32 texts: 1.6 GB in place of 8.7, at a fifth more time.
      lean: true,
      params,
      tables: { [wordEmbeddings]: words },
      lookups: { tokens: wordEmbeddings },
      ...(opened.vocabulary.paddingId === 0 && { paddingRow: 0 }),
      frozen: heights.flatMap(([name, height]) => (frozenLayers > 0 && height <= frozenLayers ? [name] : [])),
    },
    rates: Object.fromEntries(heights.map(([name, height]) => [name, layerDecay ** (layers + 1 - height)])),
  };
}

/** 0: the vectors that tokens start as; 1 to `layers`: the layers from below; above them what pools a text. */
function heightOf(name: string, layers: number): number {
  const layer = /^bert\.encoder\.layer\.(\d+)\./.exec(name)?.[1];
  if (layer !== undefined) return Number(layer) + 1;
  return name.startsWith('bert.pooler.') ? layers + 1 : 0;
}

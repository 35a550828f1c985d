import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createPredictor, type Predictor } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import type { TextInputs } from '../../models/text-model.ts';
import { pooledTexts } from '../../models/bert-classifier.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { parameter } from '../../models/layers.ts';
import type { ReadableStore } from '../../store/store.ts';
import { VectorCache } from '../../store/vector-cache.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { encoderOf, type OpenedBert } from './open-bert.ts';
import { paddedTexts } from './text-batch.ts';

/** Texts that the encoder reads at once. */
const rows = 32;

/** A frozen encoder, whose vectors are computed once for each distinct text and kept in the workspace. */
export interface FrozenEncoder {
  device: Device;
  /** SHA-256 of the weights, and the configuration that they are read with. */
  hash: string;
  config: BertConfig;
  /** Encoder and pooler. */
  parameters: Readonly<Record<string, HostTensor>>;
  /** Texts have no more tokens. */
  maxTokens: number;
  paddingId: number;
}

/** The encoder and pooler of a checkpoint, as they stand. */
export function frozenEncoder(device: Device, opened: OpenedBert, maxTokens: number): FrozenEncoder {
  const { config } = opened.checkpoint;
  const hash = `${opened.hash} ${JSON.stringify(config)}`;
  const parameters = encoderOf(opened.checkpoint);
  return { device, hash, config, parameters, maxTokens, paddingId: opened.vocabulary.paddingId };
}

/** The pooled vectors (D) of texts, from the cache as far as it has them. */
export async function pooledVectors(
  store: ReadableStore,
  encoder: FrozenEncoder,
  texts: readonly Int32Array[],
  { emit, signal }: Pick<TrainingContext, 'emit' | 'signal'>,
): Promise<Float32Array[]> {
  const cache = new VectorCache(join(store.dir, 'cache', 'vectors.db'), store.readOnly);
  try {
    const keys = texts.map((ids) => keyOf(encoder.hash, ids));
    const found = new Map<string, Float32Array>();
    const missing = new Map<string, Int32Array>();
    for (const [i, key] of keys.entries()) {
      const name = key.toString('hex');
      if (found.has(name) || missing.has(name)) continue;
      const vector = cache.get(key);
      if (vector) found.set(name, vector);
      else missing.set(name, texts[i]!);
    }
    // Texts of like lengths together, so that few of them are filled up.
    const order = [...missing].sort(([, a], [, b]) => a.length - b.length);
    const predictor = order.length > 0 ? openEncoder(encoder) : null;
    try {
      for (let start = 0; start < order.length; start += rows) {
        signal.throwIfAborted();
        const part = order.slice(start, start + rows);
        const vectors = await read(
          predictor!,
          encoder,
          part.map(([, ids]) => ids),
        );
        part.forEach(([name], row) => found.set(name, vectors[row]!));
        cache.put(part.map(([name], row) => [Buffer.from(name, 'hex'), vectors[row]!] as const));
        const done = start + part.length;
        emit({ type: 'progress', stage: 'encoding texts', done, total: order.length, unit: 'texts' });
      }
    } finally {
      await predictor?.dispose();
    }
    return keys.map((key) => found.get(key.toString('hex'))!);
  } finally {
    cache.close();
  }
}

function openEncoder({ device, config, parameters }: FrozenEncoder): Predictor {
  const { [wordEmbeddings]: words, ...params } = parameters;
  return createPredictor({
    name: 'the encoder',
    device,
    params,
    tables: { [wordEmbeddings]: words! },
    lookups: { tokens: wordEmbeddings },
    forward: (tensors, batch: Pick<TextInputs, 'tokens' | 'mask'>) => ({
      pooled: pooledTexts(
        tensors,
        { tokens: parameter(batch, 'tokens'), mask: parameter(batch, 'mask') },
        config,
      ),
    }),
  });
}

async function read(
  predictor: Predictor,
  { maxTokens, paddingId, config }: FrozenEncoder,
  texts: readonly Int32Array[],
): Promise<Float32Array[]> {
  const { pooled } = await predictor.predict(paddedTexts(texts, rows, { maxTokens, paddingId }));
  const width = config.hidden_size;
  return texts.map((_, row) => Float32Array.from(pooled!.data.subarray(row * width, (row + 1) * width)));
}

function keyOf(encoder: string, ids: Int32Array): Buffer {
  return createHash('sha256')
    .update(`${encoder}\0pooled\0`)
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    .digest();
}

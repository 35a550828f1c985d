import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Device } from '../../engine/types.ts';
import type { ReadableStore } from '../../store/store.ts';
import { VectorCache } from '../../store/vector-cache.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { type EncoderOptions, encodeTexts } from './encode-texts.ts';
import { encoderOf, type OpenedBert } from './open-bert.ts';

/** A frozen encoder, whose vectors are computed once for each distinct text and kept in the workspace. */
export interface FrozenEncoder extends EncoderOptions {
  /** SHA-256 of the weights, and the configuration that they are read with. */
  hash: string;
  /** Texts have no more tokens. */
  maxTokens: number;
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
    const exact = (encoder.precision ?? 'float32') === 'float32';
    const keys = texts.map((ids) => keyOf(exact ? encoder.hash : `${encoder.hash} int8`, ids));
    const found = new Map<string, Float32Array>();
    const missing = new Map<string, Int32Array>();
    for (const [i, key] of keys.entries()) {
      const name = key.toString('hex');
      if (found.has(name) || missing.has(name)) continue;
      const vector = cache.get(key);
      if (vector) found.set(name, vector);
      else missing.set(name, texts[i]!);
    }
    await encodeMissing(encoder, missing, { emit, signal }, (vectors) => {
      for (const [name, vector] of vectors) found.set(name, vector);
      cache.put(vectors.map(([name, vector]) => [Buffer.from(name, 'hex'), vector] as const));
    });
    return keys.map((key) => found.get(key.toString('hex'))!);
  } finally {
    cache.close();
  }
}

/** Encodes texts by their keys and hands their vectors over as they are ready. */
async function encodeMissing(
  encoder: FrozenEncoder,
  missing: ReadonlyMap<string, Int32Array>,
  { emit, signal }: Pick<TrainingContext, 'emit' | 'signal'>,
  keep: (vectors: readonly (readonly [string, Float32Array])[]) => void,
): Promise<void> {
  if (missing.size === 0) return;
  signal.throwIfAborted();
  const names = [...missing.keys()];
  const opened = encodeTexts(encoder);
  try {
    let done = 0;
    for await (const part of opened.encode([...missing.values()])) {
      keep(part.map(({ text, vector }) => [names[text]!, vector] as const));
      done += part.length;
      emit({ type: 'progress', stage: 'encoding texts', done, total: names.length, unit: 'texts' });
      signal.throwIfAborted();
    }
  } finally {
    await opened.dispose();
  }
}

function keyOf(encoder: string, ids: Int32Array): Buffer {
  return createHash('sha256')
    .update(`${encoder}\0pooled\0`)
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    .digest();
}

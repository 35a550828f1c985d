import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ReadableStore } from '../../store/store.ts';
import { VectorCache } from '../../store/vector-cache.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { type EncoderOptions, type Encoding, encodeTexts } from './encode-texts.ts';

/** A frozen encoder, which reads each distinct text once; what it makes of it is kept in the workspace. */
export interface FrozenEncoder extends EncoderOptions {
  /** SHA-256 of the weights, and the configuration that they are read with. */
  hash: string;
  /** Texts have no more tokens. */
  maxTokens: number;
}

/** What is kept of a text. */
export interface KeptEncoding<Kept> {
  encoding: Encoding;
  /** The file in the workspace's folder `cache`. */
  file: string;
  /** What progress calls it. */
  stage: string;
  /** From the numbers that the encoder gave a text. */
  keep: (numbers: Float32Array) => Kept;
  /** As the file has it. */
  stored: (kept: Kept) => Float32Array;
  restored: (stored: Float32Array) => Kept;
}

/** What an encoder makes of texts (their token ids), from the file as far as that has it. */
export async function keptEncodings<Kept>(
  kind: KeptEncoding<Kept>,
  store: ReadableStore,
  encoder: FrozenEncoder,
  texts: readonly Int32Array[],
  { emit, signal }: Pick<TrainingContext, 'emit' | 'signal'>,
): Promise<Kept[]> {
  const cache = new VectorCache(join(store.dir, 'cache', kind.file), store.readOnly);
  try {
    const keys = texts.map((ids) => keyOf(encoder, kind.encoding, ids));
    const found = new Map<string, Kept>();
    const missing = new Map<string, Int32Array>();
    for (const [i, key] of keys.entries()) {
      const name = key.toString('hex');
      if (found.has(name) || missing.has(name)) continue;
      const kept = cache.get(key);
      if (kept) found.set(name, kind.restored(kept));
      else missing.set(name, texts[i]!);
    }
    await encodeMissing(kind, encoder, missing, { emit, signal }, (encoded) => {
      for (const [name, kept] of encoded) found.set(name, kept);
      cache.put(encoded.map(([name, kept]) => [Buffer.from(name, 'hex'), kind.stored(kept)] as const));
    });
    return keys.map((key) => found.get(key.toString('hex'))!);
  } finally {
    cache.close();
  }
}

/** Encodes texts by their keys and hands them over as they are ready. */
async function encodeMissing<Kept>(
  { encoding, stage, keep }: KeptEncoding<Kept>,
  encoder: FrozenEncoder,
  missing: ReadonlyMap<string, Int32Array>,
  { emit, signal }: Pick<TrainingContext, 'emit' | 'signal'>,
  hand: (encoded: readonly (readonly [string, Kept])[]) => void,
): Promise<void> {
  if (missing.size === 0) return;
  signal.throwIfAborted();
  const names = [...missing.keys()];
  const opened = encodeTexts(encoder, encoding);
  try {
    let done = 0;
    for await (const part of opened.encode([...missing.values()])) {
      hand(part.map(({ text, vector }) => [names[text]!, keep(vector)] as const));
      done += part.length;
      emit({ type: 'progress', stage, done, total: names.length, unit: 'texts' });
      signal.throwIfAborted();
    }
  } finally {
    await opened.dispose();
  }
}

/** Numbers of another precision are others. */
function keyOf({ hash, precision }: FrozenEncoder, encoding: Encoding, ids: Int32Array): Buffer {
  const encoder = precision === 'int8' ? `${hash} int8` : hash;
  return createHash('sha256')
    .update(`${encoder}\0${encoding}\0`)
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    .digest();
}

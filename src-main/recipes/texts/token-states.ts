import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createPredictor, type Predictor } from '../../engine/trainer.ts';
import type { HostTensor } from '../../engine/types.ts';
import { readTexts } from '../../models/bert-classifier.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { keepAll, parameter } from '../../models/layers.ts';
import type { TextInputs } from '../../models/text-model.ts';
import type { ReadableStore } from '../../store/store.ts';
import { VectorCache } from '../../store/vector-cache.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import type { TrainingContext } from '../../training/loop.ts';
import type { FrozenEncoder } from './pooled-vectors.ts';
import { type BatchTexts, float32, paddedLength, paddedTexts, rowsOf } from './text-batch.ts';
import { TokenStore } from './token-store.ts';

/** Texts that the encoder reads at once. */
const rows = 32;

/**
 * Texts as the hidden states that a frozen encoder gives their tokens. They are kept as float16, in the workspace and in
 * memory: 2 bytes a number, which is 23 kB for 30 tokens of 384 numbers. What is rounded off is less than 0.05 % of a
 * number.
 */
export class TokenStates implements BatchTexts {
  /** (L, D) of each text, without padding. */
  readonly #states = new Map<number, Float16Array>();
  readonly #store: ReadableStore;
  readonly #tokens: TokenStore;
  readonly #encoder: FrozenEncoder;
  readonly #context: TrainingContext;

  constructor(
    store: ReadableStore,
    vocabulary: TokenVocabulary,
    encoder: FrozenEncoder,
    context: TrainingContext,
  ) {
    this.#store = store;
    this.#tokens = new TokenStore(vocabulary, encoder.maxTokens);
    this.#encoder = encoder;
    this.#context = context;
  }

  load(store: ReadableStore, documents: Iterable<number>): void {
    this.#tokens.load(store, documents);
  }

  addText(text: string): number {
    return this.#tokens.addText(text);
  }

  async prepare(): Promise<void> {
    const cache = new VectorCache(join(this.#store.dir, 'cache', 'states.db'), this.#store.readOnly);
    try {
      const missing = new Map<string, { key: Buffer; ids: number[] }>();
      for (const id of this.#tokens.ids()) {
        if (this.#states.has(id)) continue;
        const key = keyOf(this.#encoder.hash, this.#tokens.get(id));
        const kept = cache.get(key);
        if (kept) this.#states.set(id, new Float16Array(kept.buffer));
        else {
          const name = key.toString('hex');
          const same = missing.get(name) ?? { key, ids: [] };
          same.ids.push(id);
          missing.set(name, same);
        }
      }
      await this.#readMissing([...missing.values()], cache);
    } finally {
      cache.close();
    }
  }

  /** Texts of like lengths together, so that few of them are filled up; what was read is kept batch by batch. */
  async #readMissing(missing: readonly { key: Buffer; ids: number[] }[], cache: VectorCache): Promise<void> {
    const { emit, signal } = this.#context;
    const tokensOf = ({ ids }: { ids: number[] }) => this.#tokens.get(ids[0]!);
    const order = missing.toSorted((a, b) => tokensOf(a).length - tokensOf(b).length);
    if (order.length === 0) return;
    const predictor = openEncoder(this.#encoder);
    try {
      for (let start = 0; start < order.length; start += rows) {
        signal.throwIfAborted();
        const part = order.slice(start, start + rows);
        const states = await read(predictor, this.#encoder, part.map(tokensOf));
        for (const [i, { ids }] of part.entries()) for (const id of ids) this.#states.set(id, states[i]!);
        cache.put(part.map(({ key }, i) => [key, new Float32Array(states[i]!.buffer)] as const));
        const done = start + part.length;
        emit({ type: 'progress', stage: 'encoding tokens', done, total: order.length, unit: 'texts' });
      }
    } finally {
      await predictor.dispose();
    }
  }

  /** `states` (U, L, D) and `mask` (U, L) */
  tensors(ids: readonly number[], unit: number): Record<string, HostTensor> {
    const { config, maxTokens } = this.#encoder;
    const width = config.hidden_size;
    const lengths = ids.map((id) => this.#tokens.get(id).length);
    const length = paddedLength(Math.max(0, ...lengths), maxTokens);
    const size = rowsOf(ids.length, unit);
    const states = float32([size, length, width]);
    const mask = float32([size, length]);
    for (const [row, id] of ids.entries()) {
      const own = this.#states.get(id);
      if (!own) throw new Error(`text ${id} was not prepared`);
      states.data.set(own.subarray(0, lengths[row]! * width), row * length * width);
      mask.data.fill(1, row * length, row * length + lengths[row]!);
    }
    return { states, mask };
  }

  paddedLength(id: number): number {
    return this.#tokens.paddedLength(id);
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
    forward: (tensors, batch: Pick<TextInputs, 'tokens' | 'mask'>) => {
      const texts = { tokens: parameter(batch, 'tokens'), mask: parameter(batch, 'mask') };
      return { states: readTexts(tensors, texts, config, keepAll).states };
    },
  });
}

async function read(
  predictor: Predictor,
  { maxTokens, paddingId, config }: FrozenEncoder,
  texts: readonly Int32Array[],
): Promise<Float16Array[]> {
  const { states } = await predictor.predict(paddedTexts(texts, rows, { maxTokens, paddingId }));
  const [, length = 0] = states!.shape;
  const width = config.hidden_size;
  return texts.map((ids, row) => {
    const start = row * length * width;
    // An even number of them, so that they are a whole number of float32.
    const kept = new Float16Array(Math.ceil((ids.length * width) / 2) * 2);
    kept.set(states!.data.subarray(start, start + ids.length * width));
    return kept;
  });
}

function keyOf(encoder: string, ids: Int32Array): Buffer {
  return createHash('sha256')
    .update(`${encoder}\0states\0`)
    .update(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength))
    .digest();
}

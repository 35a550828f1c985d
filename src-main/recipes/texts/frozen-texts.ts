import type { HostTensor } from '../../engine/types.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { type FrozenEncoder, pooledVectors } from './pooled-vectors.ts';
import { type BatchTexts, float32, rowsOf } from './text-batch.ts';
import { TokenStore } from './token-store.ts';

/** Texts as the vectors that a frozen encoder gives them. */
export class FrozenTexts implements BatchTexts {
  readonly #vectors = new Map<number, Float32Array>();
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
    const missing = this.#tokens.ids().filter((id) => !this.#vectors.has(id));
    const texts = missing.map((id) => this.#tokens.get(id));
    const vectors = await pooledVectors(this.#store, this.#encoder, texts, this.#context);
    for (const [i, id] of missing.entries()) this.#vectors.set(id, vectors[i]!);
  }

  /** `pooled` (U, D) */
  tensors(ids: readonly number[], unit: number): Record<string, HostTensor> {
    const width = this.#encoder.config.hidden_size;
    const pooled = float32([rowsOf(ids.length, unit), width]);
    for (const [row, id] of ids.entries()) {
      const vector = this.#vectors.get(id);
      if (!vector) throw new Error(`text ${id} was not prepared`);
      pooled.data.set(vector, row * width);
    }
    return { pooled };
  }

  paddedLength(): number {
    return 0;
  }
}

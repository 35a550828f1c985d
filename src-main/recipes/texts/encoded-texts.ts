import type { HostTensor } from '../../engine/types.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { type FrozenEncoder, type KeptEncoding, keptEncodings } from './kept-encodings.ts';
import type { BatchTexts } from './text-batch.ts';
import { TokenStore } from './token-store.ts';

/** Texts as what a frozen encoder makes of them. */
export abstract class EncodedTexts<Kept> implements BatchTexts {
  readonly #kept = new Map<number, Kept>();
  readonly #store: ReadableStore;
  readonly #context: TrainingContext;
  protected readonly tokens: TokenStore;
  protected readonly encoder: FrozenEncoder;
  protected abstract readonly kind: KeptEncoding<Kept>;

  constructor(
    store: ReadableStore,
    vocabulary: TokenVocabulary,
    encoder: FrozenEncoder,
    context: TrainingContext,
  ) {
    this.#store = store;
    this.#context = context;
    this.tokens = new TokenStore(vocabulary, encoder.maxTokens);
    this.encoder = encoder;
  }

  load(store: ReadableStore, documents: Iterable<number>): void {
    this.tokens.load(store, documents);
  }

  addText(text: string): number {
    return this.tokens.addText(text);
  }

  async prepare(): Promise<void> {
    const missing = this.tokens.ids().filter((id) => !this.#kept.has(id));
    const texts = missing.map((id) => this.tokens.get(id));
    const encoded = await keptEncodings(this.kind, this.#store, this.encoder, texts, this.#context);
    for (const [i, id] of missing.entries()) this.#kept.set(id, encoded[i]!);
  }

  abstract tensors(ids: readonly number[], unit: number): Record<string, HostTensor>;

  abstract paddedLength(id: number): number;

  protected encodedOf(id: number): Kept {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw new Error(`text ${id} was not prepared`);
    return kept;
  }
}

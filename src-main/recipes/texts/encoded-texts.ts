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
  /** Their tokens, by the same ids. */
  readonly tokens: TokenStore;
  protected readonly encoder: FrozenEncoder;
  protected abstract readonly kind: KeptEncoding<Kept>;

  /** @param texts a vocabulary, or the tokens of texts that others read as well */
  constructor(
    store: ReadableStore,
    texts: TokenVocabulary | TokenStore,
    encoder: FrozenEncoder,
    context: TrainingContext,
  ) {
    this.#store = store;
    this.#context = context;
    this.tokens = texts instanceof TokenStore ? texts : new TokenStore(texts, encoder.maxTokens);
    this.encoder = encoder;
  }

  load(store: ReadableStore, documents: Iterable<number>): void {
    this.tokens.load(store, documents);
  }

  addText(text: string): number {
    return this.tokens.addText(text);
  }

  prepare(): Promise<void> {
    return this.prepareOnly(this.tokens.ids());
  }

  async prepareOnly(ids: Iterable<number>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#kept.has(id));
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

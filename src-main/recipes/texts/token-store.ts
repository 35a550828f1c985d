import type { HostTensor } from '../../engine/types.ts';
import type { ReadableStore } from '../../store/store.ts';
import { textsByIds } from '../../store/texts.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import { type BatchTexts, paddedLength, paddedTexts } from './text-batch.ts';

/** Token ids of texts by document id, each text tokenised once. A text that is no document gets an id below zero. */
export class TokenStore implements BatchTexts {
  readonly #tokens = new Map<number, Int32Array>();
  readonly #vocabulary: TokenVocabulary;
  /** No text has more. */
  readonly maxTokens: number;

  constructor(vocabulary: TokenVocabulary, maxTokens: number) {
    this.#vocabulary = vocabulary;
    this.maxTokens = maxTokens;
  }

  /** What fills short texts up. */
  get paddingId(): number {
    return this.#vocabulary.paddingId;
  }

  /** Reads and tokenises the documents that are not there yet. */
  load(store: ReadableStore, documents: Iterable<number>): void {
    const missing = new Set<number>();
    for (const id of documents) if (!this.#tokens.has(id)) missing.add(id);
    for (const [id, text] of textsByIds(store, missing)) this.#add(id, this.#cut(text));
  }

  /** Adds a text that is no document and returns its id. */
  addText(text: string): number {
    return this.addWords(this.#cut(text));
  }

  /** The same for a text that is words already. */
  addWords(text: readonly string[]): number {
    const id = -1 - this.#tokens.size;
    this.#add(id, text);
    return id;
  }

  ids(): number[] {
    return [...this.#tokens.keys()];
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  prepareOnly(): Promise<void> {
    return Promise.resolve();
  }

  /** `tokens` and `mask` (U, L) */
  tensors(ids: readonly number[], unit: number): Record<string, HostTensor> {
    const texts = ids.map((id) => this.get(id));
    return paddedTexts(texts, unit, { maxTokens: this.maxTokens, paddingId: this.paddingId });
  }

  paddedLength(id: number): number {
    return paddedLength(this.get(id).length, this.maxTokens);
  }

  get(id: number): Int32Array {
    const tokens = this.#tokens.get(id);
    if (!tokens) throw new Error(`text ${id} was not loaded`);
    return tokens;
  }

  #cut(text: string): string[] {
    return this.#vocabulary.cut(text, this.maxTokens);
  }

  #add(id: number, text: readonly string[]): void {
    this.#tokens.set(id, this.#vocabulary.encode(text, this.maxTokens));
  }
}

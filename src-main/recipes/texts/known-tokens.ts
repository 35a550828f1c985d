import type { HostTensor } from '../../engine/types.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { BatchTexts } from './text-batch.ts';

/** Texts as a model reads them that does not know all of their tokens: each stands there as `readAs` says. */
export class KnownTokens implements BatchTexts {
  /** The same texts, with all of their tokens. */
  readonly whole: BatchTexts;
  readonly #readAs: Int32Array;

  /** @param readAs (V): the row as which each token is read */
  constructor(whole: BatchTexts, readAs: Int32Array) {
    this.whole = whole;
    this.#readAs = readAs;
  }

  load(store: ReadableStore, documents: Iterable<number>): void {
    this.whole.load(store, documents);
  }

  addText(text: string): number {
    return this.whole.addText(text);
  }

  prepare(): Promise<void> {
    return this.whole.prepare();
  }

  prepareOnly(ids: Iterable<number>): Promise<void> {
    return this.whole.prepareOnly(ids);
  }

  tensors(ids: readonly number[], unit: number): Record<string, HostTensor> {
    const { tokens, ...others } = this.whole.tensors(ids, unit);
    if (!tokens) throw new TypeError('these texts have no tokens');
    const data = Int32Array.from(tokens.data, (token) => this.#readAs[token]!);
    return { ...others, tokens: { ...tokens, data } };
  }

  paddedLength(id: number): number {
    return this.whole.paddedLength(id);
  }
}

/** A table (V, D) in which every token has the row as which it is read. */
export function rowsAsRead({ shape, dtype, data }: HostTensor, readAs: Int32Array): HostTensor {
  const width = shape[1]!;
  const rows = data.slice();
  for (const [row, from] of readAs.entries()) {
    if (from !== row) rows.set(data.subarray(from * width, (from + 1) * width), row * width);
  }
  return { shape, dtype, data: rows };
}

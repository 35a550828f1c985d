import type { HostTensor } from '../engine/types.ts';
import type { TokenStore } from './token-store.ts';

/**
 * Collects the distinct texts of a batch: each is encoded once, however many windows hold it.
 * Shapes are rounded up (texts to multiples of `unit`, lengths to multiples of 8 or what the recipe reads at most),
 * because a graph is compiled per shape.
 */
export class TextBatchBuilder {
  readonly #rows = new Map<number, number>();

  /** The row of a text among the distinct texts of the batch. */
  row(document: number): number {
    const known = this.#rows.get(document);
    if (known !== undefined) return known;
    const row = this.#rows.size;
    this.#rows.set(document, row);
    return row;
  }

  /** `tokens` (U, L) and `mask` (U, L). */
  build(texts: TokenStore, unit: number): { tokens: HostTensor; mask: HostTensor } {
    const found = [...this.#rows.keys()].map((document) => texts.get(document));
    const longest = found.reduce((length, { length: own }) => Math.max(length, own), 1);
    const length = Math.min(roundUp(longest, 8), texts.maxTokens);
    const size = roundUp(Math.max(1, found.length), unit);
    const tokens = int32([size, length]);
    tokens.data.fill(texts.paddingId);
    const mask = float32([size, length]);
    found.forEach((ids, row) => {
      tokens.data.set(ids, row * length);
      mask.data.fill(1, row * length, row * length + ids.length);
    });
    return { tokens, mask };
  }
}

export function int32(shape: number[]): HostTensor & { data: Int32Array } {
  return { shape, dtype: 'int32', data: new Int32Array(shape.reduce((a, b) => a * b, 1)) };
}

export function float32(shape: number[]): HostTensor & { data: Float32Array } {
  return { shape, dtype: 'float32', data: new Float32Array(shape.reduce((a, b) => a * b, 1)) };
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

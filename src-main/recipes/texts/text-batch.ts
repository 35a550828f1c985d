import type { HostTensor } from '../../engine/types.ts';
import type { ReadableStore } from '../../store/store.ts';

/** Texts by id, as the batches have them. */
export interface BatchTexts {
  /** Reads the documents that are not there yet. */
  load(store: ReadableStore, documents: Iterable<number>): void;
  /** Adds a text that is no document and returns its id. */
  addText(text: string): number;
  /** Makes all texts that were added ready to stand in a batch. */
  prepare(): Promise<void>;
  /** The same of these texts alone. */
  prepareOnly(ids: Iterable<number>): Promise<void>;
  /** The tensors of a batch's distinct texts, a row each; their number is rounded up to a multiple of `unit`. */
  tensors(ids: readonly number[], unit: number): Record<string, HostTensor>;
  /** The L that a batch with this text has at least; 0 where texts are vectors. */
  paddedLength(id: number): number;
}

/**
 * Collects the distinct texts of a batch: each is encoded once, however many windows hold it.
 * Shapes are rounded up (texts to multiples of `unit`), because a graph is compiled per shape.
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

  /** The tensors of the distinct texts, see `BatchTexts`. */
  build(texts: Pick<BatchTexts, 'tensors'>, unit: number): Record<string, HostTensor> {
    return texts.tensors([...this.#rows.keys()], unit);
  }
}

/**
 * The L of a batch whose longest text has so many tokens: rounded up to one of 16 lengths at most, multiples of 8, since
 * a graph is compiled for each, but no more than what the recipe reads of a text.
 */
export function paddedLength(tokens: number, maxTokens: number): number {
  return Math.min(roundUp(Math.max(1, tokens), roundUp(maxTokens / 16, 8)), maxTokens);
}

/** `tokens` and `mask` (U, L): token ids, filled up at their ends. */
export function paddedTexts(
  texts: readonly Int32Array[],
  unit: number,
  { maxTokens, paddingId }: { maxTokens: number; paddingId: number },
): { tokens: HostTensor; mask: HostTensor } {
  const longest = texts.reduce((length, { length: own }) => Math.max(length, own), 0);
  const length = paddedLength(longest, maxTokens);
  const size = rowsOf(texts.length, unit);
  const tokens = int32([size, length]);
  tokens.data.fill(paddingId);
  const mask = float32([size, length]);
  texts.forEach((ids, row) => {
    tokens.data.set(ids, row * length);
    mask.data.fill(1, row * length, row * length + ids.length);
  });
  return { tokens, mask };
}

/** Rows of a batch that holds so many texts. */
export function rowsOf(texts: number, unit: number): number {
  return roundUp(Math.max(1, texts), unit);
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

import type { EncodedText } from './subword-tokenizer.ts';

/** Encoded texts as the rows of (B, L) tables, one after the other. */
export interface PaddedBatch {
  rows: number;
  length: number;
  ids: Int32Array;
  types: Int32Array;
  /** 1: a real token */
  mask: Float32Array;
}

/**
 * Pads texts at their ends.
 * @param length of every row; no text may be longer
 */
export function paddedBatch(texts: readonly EncodedText[], length: number, paddingId: number): PaddedBatch {
  const size = texts.length * length;
  const batch: PaddedBatch = {
    rows: texts.length,
    length,
    ids: new Int32Array(size).fill(paddingId),
    types: new Int32Array(size),
    mask: new Float32Array(size),
  };
  for (const [row, { ids, types }] of texts.entries()) {
    if (ids.length > length) throw new RangeError(`text ${row} has ${ids.length} tokens, a row ${length}`);
    batch.ids.set(ids, row * length);
    batch.types.set(types, row * length);
    batch.mask.fill(1, row * length, row * length + ids.length);
  }
  return batch;
}

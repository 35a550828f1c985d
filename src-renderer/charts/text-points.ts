import type { TextMap } from '../../src-main/api/types.ts';
import { unpacked } from '../../src-main/packed-numbers.ts';

/** The texts on a map, N of them; the lists are in the same order, by id. */
export interface TextPoints extends Pick<
  TextMap,
  'request' | 'explained' | 'documents' | 'unplaced' | 'symbols'
> {
  ids: Int32Array;
  x: Float32Array;
  y: Float32Array;
  /** Unix milliseconds; NaN: it has no time. */
  publishedAt: Float64Array;
  /** Place among `symbols`; -1: it mentions none. */
  symbolOf: Int32Array;
}

export function textPoints(map: TextMap): TextPoints {
  const { ids, x, y, publishedAt, symbolOf, ...rest } = map;
  return {
    ...rest,
    ids: unpacked(ids, Int32Array),
    x: unpacked(x, Float32Array),
    y: unpacked(y, Float32Array),
    publishedAt: unpacked(publishedAt, Float64Array),
    symbolOf: unpacked(symbolOf, Int32Array),
  };
}

/** null: it mentions none. */
export function symbolAt({ symbols, symbolOf }: TextPoints, at: number): string | null {
  return symbols[symbolOf[at] ?? -1] ?? null;
}

/** null: it has no time. */
export function timeAt({ publishedAt }: TextPoints, at: number): number | null {
  const time = publishedAt[at] ?? Number.NaN;
  return Number.isNaN(time) ? null : time;
}

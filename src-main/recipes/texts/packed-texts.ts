import type { HostTensor } from '../../engine/types.ts';
import { float32, int32 } from './text-batch.ts';

/** Tokens that the encoder reads at once, padding included. */
const tokensAtOnce = 1024;
/** A row holds no more texts, so that the vectors of all texts of a batch have places. */
const textsInRow = 8;
/** Two tweets of 40 tokens do not fit in a row of 64, and a quarter of such rows stays empty. */
const shortestRow = 128;

/** Texts, by their index, one after another in each row of a batch. */
export interface PackedBatch {
  /** Tokens of a row. */
  length: number;
  rows: readonly (readonly number[])[];
}

/** Rows of a batch. */
export function rowsAtOnce(length: number): number {
  return Math.max(1, tokensAtOnce / length);
}

/** The row that a text stands in: of 128 tokens, or of the next power of two. */
function rowLength(tokens: number): number {
  return Math.max(shortestRow, 2 ** Math.ceil(Math.log2(tokens)));
}

/**
 * Puts texts of the given lengths into rows, several in one: 62 % of a batch with one text a row is padding, of these 1 to
 * 5 %. Longest first, each into the fullest row that has room (best fit decreasing; Johnson, 1974).
 */
export function packedBatches(lengths: readonly number[]): PackedBatch[] {
  const byRow = Map.groupBy(lengths.keys(), (text) => rowLength(lengths[text]!));
  const ordered = [...byRow].sort(([a], [b]) => a - b);
  return ordered.flatMap(([length, texts]) => {
    const rows = packedRows(texts, lengths, length);
    const size = rowsAtOnce(length);
    return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => ({
      length,
      rows: rows.slice(i * size, (i + 1) * size),
    }));
  });
}

function packedRows(texts: readonly number[], lengths: readonly number[], length: number): number[][] {
  const rows: number[][] = [];
  /** Rows with room for another text, by the tokens that they have left. */
  const open: number[][][] = Array.from({ length: length + 1 }, () => []);
  for (const text of texts.toSorted((a, b) => lengths[b]! - lengths[a]!)) {
    const tokens = lengths[text]!;
    let left = tokens;
    while (left < length && open[left]!.length === 0) left++;
    const known = open[left]!.pop();
    const row = known ?? [];
    if (!known) {
      rows.push(row);
      left = length;
    }
    row.push(text);
    if (row.length < textsInRow) open[left - tokens]!.push(row);
  }
  return rows;
}

/** Where the vector of a text is read: from its first token, or as the mean of all of them. */
export type ReadFrom = 'first' | 'mean';

/** What the encoder reads of a batch of N rows of L tokens; at most S texts in each. */
export interface PackedTensors {
  /** (N, L) */
  tokens: HostTensor;
  /** (N, L): the place of each token in its text */
  positions: HostTensor;
  /** (N, L): 1, 2, ... by text; 0: padding */
  segments: HostTensor;
  /** (N, S, L): what each token counts for the vector of each text */
  shares: HostTensor;
}

export function packedTensors(
  { length, rows }: PackedBatch,
  texts: readonly Int32Array[],
  { paddingId, readFrom }: { paddingId: number; readFrom: ReadFrom },
): PackedTensors {
  const size = rowsAtOnce(length);
  const [tokens, positions] = [int32([size, length]), int32([size, length])];
  const [segments, shares] = [float32([size, length]), float32([size, textsInRow, length])];
  tokens.data.fill(paddingId);
  for (const [row, members] of rows.entries()) {
    let start = row * length;
    for (const [place, text] of members.entries()) {
      const ids = texts[text]!;
      tokens.data.set(ids, start);
      segments.data.fill(place + 1, start, start + ids.length);
      for (let i = 0; i < ids.length; i++) positions.data[start + i] = i;
      const share = (row * textsInRow + place) * length + (start - row * length);
      if (readFrom === 'first') shares.data[share] = 1;
      else shares.data.fill(1 / ids.length, share, share + ids.length);
      start += ids.length;
    }
  }
  return { tokens, positions, segments, shares };
}

/** The texts of a batch, each with the place of its first token among all tokens (N · L). */
export function* startsOf(
  { length, rows }: PackedBatch,
  texts: readonly Int32Array[],
): Generator<{ text: number; start: number }> {
  for (const [row, members] of rows.entries()) {
    let start = row * length;
    for (const text of members) {
      yield { text, start };
      start += texts[text]!.length;
    }
  }
}

/** The texts of a batch, each with its row among the vectors (N · S, D). */
export function* placesOf({ rows }: PackedBatch): Generator<{ text: number; row: number }> {
  for (const [row, members] of rows.entries()) {
    for (const [place, text] of members.entries()) yield { text, row: row * textsInRow + place };
  }
}

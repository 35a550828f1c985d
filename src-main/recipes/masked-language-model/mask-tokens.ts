import type { HostTensor } from '../../engine/types.ts';
import type { Random } from '../../random.ts';
import type { SpecialIds } from '../../text/subword-tokenizer.ts';
import { float32, int32, paddedTexts } from '../texts/text-batch.ts';

export interface MaskingOptions {
  /** The share of tokens that are predicted. */
  probability: number;
  special: Readonly<SpecialIds>;
  /** Rows of the table of tokens that random ones are drawn from. */
  vocabularySize: number;
  maxTokens: number;
  paddingId: number;
}

/** Places of a batch are filled up to a multiple of this, since a graph is compiled for each number of them. */
const placeUnit = 64;

/**
 * Chooses the tokens that are predicted, each with the same probability, special ones never; 80 % of them are masked,
 * 10 % replaced by a random token, and 10 % stay (Devlin et al., 2019). At least one is chosen where a text has any.
 *
 * @returns `tokens` and `mask` (B, L), and of the places that are predicted `places`, `labels` and `weights` (P); null:
 *   the texts have no token that could be predicted
 */
export function maskedBatch(
  texts: readonly Int32Array[],
  rows: number,
  options: MaskingOptions,
  random: Random,
): Record<string, HostTensor> | null {
  const { probability, special, vocabularySize } = options;
  const mask = special.mask;
  if (mask === null) throw new TypeError('the tokeniser has no mask');
  const isSpecial = new Set(special.all);
  const batch = paddedTexts(texts, rows, options);
  const length = batch.tokens.shape[1]!;
  const candidates = texts.flatMap((ids, row) =>
    Array.from(ids).flatMap((id, at) => (isSpecial.has(id) ? [] : [{ place: row * length + at, id }])),
  );
  if (candidates.length === 0) return null;
  const drawn = candidates.filter(() => random.uniform() < probability);
  const chosen = drawn.length > 0 ? drawn : [candidates[random.below(candidates.length)]!];
  const size = Math.ceil(chosen.length / placeUnit) * placeUnit;
  const [places, labels, weights] = [int32([size]), int32([size]), float32([size])];
  for (const [i, { place, id }] of chosen.entries()) {
    places.data[i] = place;
    labels.data[i] = id;
    weights.data[i] = 1;
    const how = random.uniform();
    if (how < 0.8) batch.tokens.data[place] = mask;
    else if (how < 0.9) batch.tokens.data[place] = randomToken(vocabularySize, isSpecial, random);
  }
  return { ...batch, places, labels, weights };
}

function randomToken(size: number, isSpecial: ReadonlySet<number>, random: Random): number {
  for (;;) {
    const id = random.below(size);
    if (!isSpecial.has(id)) return id;
  }
}

/** Tokens of a batch that are predicted. */
export function predictedTokens({ weights }: Record<string, HostTensor>): number {
  let sum = 0;
  for (const weight of weights?.data ?? []) sum += weight;
  return sum;
}

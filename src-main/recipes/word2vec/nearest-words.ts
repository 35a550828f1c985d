import type { HostTensor } from '../../engine/types.ts';
import { UserError } from '../../errors.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';

export interface NearWord {
  word: string;
  cosine: number;
}

/**
 * The words whose vectors point most nearly the same way; padding, unknown words and the like are never neighbours.
 *
 * @param vectors (V, D)
 * @throws UserError if the word is not in the vocabulary.
 */
export function nearestWords(
  vectors: HostTensor,
  vocabulary: TokenVocabulary,
  word: string,
  k: number,
): NearWord[] {
  const own = vocabulary.words.indexOf(word, vocabulary.firstWord);
  if (own < 0) throw new UserError('use', `"${word}" is not in the vocabulary of this run.`);
  const width = vectors.shape[1]!;
  const row = (id: number) => vectors.data.subarray(id * width, (id + 1) * width);
  const length = (values: ArrayLike<number>) => Math.sqrt(dot(values, values)) || 1;
  const query = row(own);
  const found: NearWord[] = [];
  for (let id = vocabulary.firstWord; id < vocabulary.size; id++) {
    if (id === own) continue;
    const cosine = dot(query, row(id)) / (length(query) * length(row(id)));
    found.push({ word: vocabulary.words[id]!, cosine });
  }
  return found.sort((a, b) => b.cosine - a.cosine).slice(0, k);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

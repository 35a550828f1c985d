import { inSteps, type Steps } from '../../in-steps.ts';
import { Lists, TEXTS_A_STEP } from './packed.ts';
import { wordsSaid } from './said.ts';
import { textHash } from './hash.ts';
import { areSimilar, distinct } from './similarity.ts';

/**
 * Which texts have one among the others whose words have at least this Jaccard similarity with theirs. Words are as
 * `wordsSaid` has them, each number a word of its own. Exact: what shares ⌈tn⌉ of n words holds one of the n - ⌈tn⌉ + 1
 * rarest, and all texts with one of these are compared.
 *
 * @throws the signal's reason when it is aborted
 */
export function haveNeighbour(
  texts: readonly string[],
  others: readonly string[],
  threshold: number,
  signal: AbortSignal | null = null,
): Promise<boolean[]> {
  return inSteps(searched(texts, others, threshold), signal);
}

function* searched(texts: readonly string[], others: readonly string[], threshold: number): Steps<boolean[]> {
  const sets = new Lists(others.length);
  const textsWith = new Map<number, number[]>();
  for (const [index, other] of others.entries()) {
    const words = vocabularyOf(other);
    sets.add(words);
    for (const word of words) {
      const known = textsWith.get(word);
      if (known) known.push(index);
      else textsWith.set(word, [index]);
    }
    if (index % TEXTS_A_STEP === 0) yield;
  }
  const frequency = (word: number) => textsWith.get(word)?.length ?? 0;
  const found: boolean[] = [];
  for (const text of texts) {
    const own = vocabularyOf(text);
    const order = own.toSorted((a, b) => frequency(a) - frequency(b) || a - b);
    const rarest = order.subarray(0, own.length - Math.ceil(threshold * own.length - 1e-9) + 1);
    found.push(
      rarest.some((word) =>
        (textsWith.get(word) ?? []).some((other) => areSimilar(own, sets.at(other), threshold)),
      ),
    );
    yield;
  }
  return found;
}

function vocabularyOf(text: string): Uint32Array {
  return distinct(Uint32Array.from(wordsSaid(text), textHash));
}

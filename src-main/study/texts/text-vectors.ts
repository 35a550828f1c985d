import { counted } from '../../counted.ts';
import { textMatrix } from '../../counting/text-matrix.ts';
import { svdSteps } from '../../counting/truncated-svd.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { atUnitLength } from './unit-length.ts';
import type { TextWords } from './words-of-texts.ts';

/** Of latent semantic analysis; a hundred and more say the same of short texts and take longer. */
const dimensions = 50;
/** Words of fewer texts, and of more than this share of them, tell no groups of texts apart. */
const leastTexts = 5;
const mostShare = 0.5;
/** Fewer have no groups. */
const leastRead = 20;

/**
 * A vector of length 1 for every text from its words (latent semantic analysis: tf-idf, truncated SVD); zeros for a text
 * without any word that counts.
 *
 * @param between told after each pass of the decomposition; others get their turn in it
 * @throws UserError if hardly any text has words that others have too
 */
export async function textVectors(
  texts: readonly TextWords[],
  seed: number,
  between: (done: number, total: number) => Promise<void> = async () => {},
): Promise<Float64Array[]> {
  const seen = new Set<number>();
  const first = [...texts.keys()].filter((at) => !seen.has(texts[at]!.group) && seen.add(texts[at]!.group));
  const { matrix } = textMatrix(
    texts.map(({ words }) => words),
    first,
    { leastTexts, mostShare },
  );
  const read = texts.filter((_, at) => matrix.starts[at + 1]! > matrix.starts[at]!).length;
  if (read < leastRead) {
    throw new UserError(
      'use',
      `Only ${inThousands(read)} of ${inThousands(texts.length)} texts have words that at least ${counted(leastTexts, 'text')} share; at least ${leastRead} are needed. Import more texts.`,
      { remedies: [{ action: 'import', what: 'texts' }] },
    );
  }
  const steps = svdSteps(matrix, Math.min(dimensions, matrix.columns, matrix.rows), seed);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value.coordinates.map(atUnitLength);
    await between(value.done, value.total);
  }
}

import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { Random } from '../../random.ts';
import { UserError } from '../../errors.ts';

/** No training has so many epochs, so no other chance of a run is drawn with these numbers. */
const DRAWING = 1_000_000;

/**
 * So many items of a training part, drawn by a seed; null: all of them. The classes keep their shares, and each has one
 * at least where the size allows: with fewer than there are classes, the most frequent have. What is drawn of one part
 * with one seed is nested: 100 items hold the 10. They stay in the order of the part, so that as many as there are
 * are the part itself.
 *
 * @throws UserError if the part is smaller.
 */
export function ofTrainingSize<T extends { label: number }>(
  part: readonly T[],
  size: number | null,
  seed: number,
): T[] {
  if (size === null) return [...part];
  if (size > part.length) {
    throw new UserError(
      'use',
      `A training size of ${inThousands(size)} was requested, but there are only ${counted(part.length, 'text')} to train on.`,
    );
  }
  const drawn = new Set(drawingOrder(part, Random.ofEpoch(seed, DRAWING)).slice(0, size));
  return part.filter((item) => drawn.has(item));
}

/**
 * How often an epoch goes over so many drawn texts: as often as gives it about the steps of the whole part. With an
 * epoch of one pass a model of few texts would be measured before it has learned them, and a curve over sizes would
 * show steps in the place of texts.
 */
export function passesOfEpoch(size: number, available: number, batchSize: number): number {
  const steps = (texts: number): number => Math.ceil(texts / Math.min(batchSize, texts));
  return Math.max(1, Math.round(steps(available) / steps(size)));
}

/** All items in an order of which every beginning holds the classes in their shares. */
function drawingOrder<T extends { label: number }>(part: readonly T[], random: Random): T[] {
  const classes = [...Map.groupBy(part, ({ label }) => label)]
    .sort(([a, ours], [b, theirs]) => theirs.length - ours.length || a - b)
    .map(([, items]) => random.shuffle(items));
  const firsts = classes.map((items) => items[0]!);
  const rest = classes.flatMap((items) =>
    // The place of the n-th of a class, were the class spread evenly over the whole order.
    items.slice(1).map((item, index) => ({ item, place: (index + 1.5) / items.length })),
  );
  return [...firsts, ...rest.sort((a, b) => a.place - b.place).map(({ item }) => item)];
}

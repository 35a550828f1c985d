import { UserError } from '../../errors.ts';
import type { LabelFacts } from '../../results/label-facts.ts';

interface Known {
  publishedAt: number | null;
  /** When what its label tells had happened, ms UTC; null or missing: when the text was there. */
  knownAt?: number | null;
}

type Parts<T> = Record<'train' | 'valid' | 'test', T[]> & {
  split: { by: string; train: number; valid: number };
};

/**
 * Takes the texts out of the training and the validation part whose label was only known after the next part had begun:
 * what is learned from them is what happened while the later texts were written. Parts are changed.
 *
 * @returns how many; undefined: no label has a horizon, or parts are not divided by time
 * @see López de Prado (2018), Advances in Financial Machine Learning, 7.4.1: purging the training set
 */
export function purgeHorizons<T extends Known>(parts: Parts<T>): LabelFacts['purged'] {
  const hasHorizon = [...parts.train, ...parts.valid, ...parts.test].some(({ knownAt }) => knownAt != null);
  if (!hasHorizon || parts.split.by !== 'time') return undefined;
  const beginning = (part: readonly T[]) =>
    part.reduce((first, { publishedAt }) => Math.min(first, publishedAt ?? Infinity), Infinity);
  const testFrom = beginning(parts.test);
  const validFrom = Math.min(beginning(parts.valid), testFrom);
  const knownBy = (moment: number) => (item: T) => (item.knownAt ?? -Infinity) <= moment;
  const [train, valid] = [parts.train.length, parts.valid.length];
  parts.train = parts.train.filter(knownBy(validFrom));
  parts.valid = parts.valid.filter(knownBy(testFrom));
  parts.split.train = parts.train.length;
  parts.split.valid = parts.valid.length;
  return { train: train - parts.train.length, valid: valid - parts.valid.length };
}

/** The error of a part that is empty since all of its labels were known too late. */
export function allPurged(part: 'train' | 'valid' | 'test'): UserError {
  return new UserError(
    'use',
    `All texts of the ${part === 'train' ? 'training' : 'validation'} part were purged: what prices did after them was only known when the next part had begun.` +
      ' Make labels with fewer days, or import texts of a longer time.',
  );
}

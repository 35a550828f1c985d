import type { Scores } from './types.ts';

export function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value);
}

/** Classes as a person counts them, 2 before 10, where every one is a number; others stay as they are. */
export function counted(classes: readonly string[]): readonly string[] {
  return classes.every(isNumber) ? classes.toSorted((a, b) => Number(a) - Number(b)) : classes;
}

/**
 * Scores whose classes stand as a person counts them, to be shown: a run keeps its classes sorted as text, where 10
 * comes before 2. Only where every class is a number; others stay as they are.
 */
export function inCountingOrder(scores: Scores): Scores {
  const { classes, perClass, confusion } = scores;
  if (!classes.every(isNumber)) return scores;
  const order = classes.map((_, at) => at).sort((a, b) => Number(classes[a]) - Number(classes[b]));
  const ordered = <T>(items: readonly T[]): T[] =>
    order.flatMap((at) => (at < items.length ? [items[at]!] : []));
  return {
    ...scores,
    classes: ordered(classes),
    perClass: ordered(perClass),
    confusion: ordered(confusion).map(ordered),
  };
}

import { counted } from '../../src-main/api/class-order.ts';
import { mostClasses } from './label-keys.ts';

const LEAST = 2;

/** Classes as they are typed, `negative, positive`, each once; an error in words. */
export function classNames(typed: string): { classes: string[] } | { problem: string } {
  const classes = [...new Set(typed.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (classes.length < LEAST) return { problem: 'Enter two or more classes with commas between them.' };
  if (classes.length > mostClasses) {
    return { problem: `Enter at most ${mostClasses} classes: there are no more keys for them.` };
  }
  return { classes };
}

/** Classes where none were typed: those of the scheme, unless it has hardly any yet. */
export function usualClasses(values: readonly string[]): string {
  const known = values.length >= LEAST ? counted(values) : [...new Set(['negative', 'positive', ...values])];
  return known.join(', ');
}

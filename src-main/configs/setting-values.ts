/** The values of a setting, and how they are put in words. */

interface NumberRange {
  least: number | null;
  /** An exclusive lower bound. */
  above: number | null;
  most: number | null;
}

/** The values that a setting takes. */
export type SettingValues =
  | ({ kind: 'whole' | 'number' } & NumberRange)
  | { kind: 'choice'; choices: readonly (string | number)[] }
  | { kind: 'flag' | 'text' | 'list' | 'runOrFile' };

/**
 * The values in words: `a whole number from 1 to 10,000`, `adamw, adam or sgd`, `text, or null`.
 *
 * @param empty what null stands for: `a list separated by commas, or null for all tickers`
 */
export function valuesInWords({
  values,
  nullable,
  empty = null,
}: {
  values: SettingValues;
  nullable: boolean;
  empty?: string | null;
}): string {
  const words = wordsFor(values);
  if (!nullable) return words;
  const none = empty === null ? 'null' : `null for ${empty}`;
  return values.kind === 'choice' ? `${words} or ${none}` : `${words}, or ${none}`;
}

function wordsFor(values: SettingValues): string {
  switch (values.kind) {
    case 'flag':
      return 'true or false';
    case 'text':
      return 'text';
    case 'list':
      return 'a list separated by commas';
    case 'runOrFile':
      return 'the number of a run or the path of a file';
    case 'choice':
      return listed(values.choices.map(String), 'or');
    case 'whole':
      return rangeIn(values, 'a whole number');
    case 'number':
      return rangeIn(values, 'a number');
    default:
      throw new TypeError('a setting of an unknown kind');
  }
}

function rangeIn({ least, above, most }: NumberRange, what: string): string {
  const upTo = most === null ? '' : `, at most ${figure(most)}`;
  if (above !== null) return `${what} above ${figure(above)}${upTo}`;
  if (least === null) return `${what}${upTo}`;
  return most === null
    ? `${what}, at least ${figure(least)}`
    : `${what} from ${figure(least)} to ${figure(most)}`;
}

/** `a, b or c`. */
export function listed(names: readonly string[], word: 'or' | 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

function figure(number: number): string {
  return number.toLocaleString('en-US', { maximumFractionDigits: 10 });
}

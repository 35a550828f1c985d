import { Argument, Option } from 'commander';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { listed } from '../../training/setting-values.ts';

/** A whole number, or a UserError that names the option. */
export function wholeNumber(name: string, least = -Infinity): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() !== '' && Number.isInteger(number) && number >= least) return number;
    const from = least === -Infinity ? '' : ` from ${least}`;
    throw new UserError('use', `${name} takes a whole number${from}, not "${value}"`);
  };
}

/** A time: ISO 8601 (UTC where no zone is given), or milliseconds since 1970. */
export function instant(value: string): number {
  if (/^-?\d{6,}$/.test(value)) return Number(value);
  const zoned = /[zZ]|[+-]\d\d:?\d\d$/.test(value);
  const at = Date.parse(zoned ? value : `${value.replace(' ', 'T')}${value.includes(':') ? 'Z' : ''}`);
  if (!Number.isNaN(at)) return at;
  throw new UserError('use', `"${value}" is not a time; write it like 2018-07-18T21:33:26Z`);
}

/** Collects repeated `--set key=value`. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/**
 * Tickers of a variadic option, in upper case without the dollar sign of a cashtag: `NFLX AAPL`, `NFLX,AAPL` and
 * `$nflx` all do. A ticker that is given twice counts once.
 *
 * @param before what the option has collected so far
 */
export function tickers(value: string, before: readonly string[] | undefined): string[] {
  const given = value
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .map((part) => part.replace(/^\$/, '').toUpperCase());
  if (given.length === 0 || given.includes('')) {
    throw new UserError('use', `--company takes tickers, such as NFLX or NFLX,AAPL, not "${value}"`);
  }
  return [...new Set([...(before ?? []), ...given])];
}

/** An option that takes one of some words (several where its flags end in `...>`), and says which is nearest. */
export function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  const option = new Option(flags, description).choices(choices);
  return option.argParser((value: string, before: unknown) => {
    if (!choices.includes(value)) throw notOneOf(option.long ?? flags, value, choices);
    if (!option.variadic) return value;
    return [...(Array.isArray(before) && before !== option.defaultValue ? before : []), value];
  });
}

/** An argument that takes one of some words. */
export function choiceArgument(
  name: string,
  description: string,
  choices: readonly string[],
  refusal: (value: string) => UserError,
): Argument {
  return new Argument(name, description).choices(choices).argParser((value: string) => {
    if (!choices.includes(value)) throw refusal(value);
    return value;
  });
}

function notOneOf(name: string, value: string, choices: readonly string[]): UserError {
  const suggestion = didYouMean(value, choices);
  return new UserError(
    'use',
    `${name} takes ${listed(choices, 'or')}, not "${value}".${suggestion}`.replace(/\.$/, ''),
  );
}

import { Argument, Option } from 'commander';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { typedSymbol } from '../../ticker.ts';
import { listed } from '../../configs/setting-values.ts';

/** Parses a whole number within bounds; a UserError names the option and the bounds. */
export function wholeNumber(name: string, least = -Infinity, most = Infinity): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isSafeInteger(number) && number >= least && number <= most) return number;
    const to = most === Infinity ? ' or more' : ` to ${most}`;
    const bounds = least === -Infinity ? '' : ` ${most === Infinity ? 'of' : 'from'} ${least}${to}`;
    throw new UserError('use', `${name} takes a whole number${bounds}, not "${value}".`);
  };
}

/** Parses a number above 0; a UserError names the option and the unit. */
export function positiveNumber(name: string, unit: string): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isFinite(number) && number > 0) return number;
    throw new UserError('use', `${name} takes a number of ${unit} above 0, not "${value}".`);
  };
}

/** A year, month or day, or a day with a time, whose zone may be left out: `2018-07-18 21:33`. */
const isoTime =
  /^\d{4}(?:-\d\d(?:-(?<day>\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?<zone>[zZ]|[+-]\d\d:?\d\d)?)?)?)?$/;
/** The furthest from 1970 that a date can be, in milliseconds. */
const furthest = 8.64e15;

/**
 * A time in milliseconds since 1970: ISO 8601 (UTC where no zone is given; a day alone is its beginning), or
 * milliseconds since 1970 with 11 digits or more: fewer could be a day such as 20180718 or seconds.
 */
export function instant(value: string): number {
  const text = value.trim();
  if (/^-?\d{11,}$/.test(text) && Math.abs(Number(text)) <= furthest) return Number(text);
  const found = isoTime.exec(text);
  if (found) {
    const { day, zone } = found.groups ?? {};
    const at = Date.parse(`${text.replace(' ', 'T')}${zone === undefined && text.includes(':') ? 'Z' : ''}`);
    // A day that a month does not have, such as 31 February, would become one of the next month.
    const exists = day === undefined || new Date(`${text.slice(0, 10)}T00:00Z`).getUTCDate() === Number(day);
    if (!Number.isNaN(at) && exists) return at;
  }
  throw new UserError('use', `"${value}" is not a time; write it like 2018-07-18T21:33:26Z.`);
}

/** Collects repeated `--set key=value`. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/**
 * Tickers of a variadic option, in upper case without the dollar sign of a cashtag: `NFLX AAPL`, `NFLX,AAPL` and
 * `$nflx` are all accepted. A ticker that is given twice counts once.
 *
 * @param before what the option has collected so far
 */
export function tickers(value: string, before: readonly string[] | undefined): string[] {
  const given = value
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .map(typedSymbol);
  if (given.length === 0 || given.includes('')) {
    throw new UserError('use', `--company takes tickers, such as NFLX or NFLX,AAPL, not "${value}".`);
  }
  return [...new Set([...(before ?? []), ...given])];
}

/** An option that takes one of several choices (more than one if its flags end in `...>`) and suggests the nearest. */
export function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  const option = new Option(flags, description).choices(choices);
  return option.argParser((value: string, before: unknown) => {
    if (!choices.includes(value)) throw notOneOf(option.long ?? flags, value, choices);
    if (!option.variadic) return value;
    return [...(Array.isArray(before) && before !== option.defaultValue ? before : []), value];
  });
}

/** An argument that takes one of several choices. */
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
  return new UserError('use', `${name} takes ${listed(choices, 'or')}, not "${value}".${suggestion}`);
}

import { UserError } from '../../errors.ts';
import { type TrainConfig, trainConfigSchema } from '../../training/config.ts';
import type { z } from 'zod';

/** A whole number within bounds, or a UserError that names the option and them. */
export function wholeNumber(name: string, least = -Infinity, most = Infinity): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isSafeInteger(number) && number >= least && number <= most) return number;
    const from = least === -Infinity ? '' : ` from ${least}`;
    const to = most === Infinity ? '' : ` to ${most}`;
    throw new UserError('use', `${name} takes a whole number${from}${to}, not "${value}"`);
  };
}

/** A number above 0, or a UserError that names the option and what it counts. */
export function positiveNumber(name: string, unit: string): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isFinite(number) && number > 0) return number;
    throw new UserError('use', `${name} takes a number of ${unit} above 0, not "${value}"`);
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
  throw new UserError('use', `"${value}" is not a time; write it like 2018-07-18T21:33:26Z`);
}

/** Collects repeated `--set key=value`. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/**
 * A configuration from a recipe, `key=value` settings (`window.n=4`; values as JSON, else as text) and options of
 * the command line, which count more.
 *
 * @param begun settings of the recipe that all of these count more than
 * @throws UserError that names each setting which is unknown or out of range.
 */
export function configFrom(
  recipe: string,
  settings: readonly string[],
  options: Readonly<Record<string, unknown>>,
  begun: Readonly<Record<string, unknown>> = {},
): TrainConfig {
  const raw: Record<string, unknown> = { ...structuredClone(begun), recipe };
  for (const setting of settings) {
    const at = setting.indexOf('=');
    if (at < 1) throw new UserError('use', `--set takes key=value, not "${setting}"`);
    assign(raw, setting.slice(0, at).split('.'), valueOf(setting.slice(at + 1)), setting);
  }
  for (const [key, value] of Object.entries(options)) if (value !== undefined) raw[key] = value;
  return checkedConfig(raw);
}

/**
 * A configuration from settings, whatever they are.
 * @throws UserError that names each setting which is unknown or out of range.
 */
export function checkedConfig(raw: Record<string, unknown>): TrainConfig {
  const parsed = trainConfigSchema.safeParse(raw);
  if (!parsed.success) {
    throw new UserError('use', parsed.error.issues.map((issue) => problemOf(issue, raw)).join('; '));
  }
  const unknown = unknownKeys(raw, parsed.data);
  if (unknown.length === 0) return parsed.data;
  const { recipe } = parsed.data;
  const problems = unknown.map(
    ({ within, keys, known }) =>
      `${recipe} has no setting ${keys.map((key) => within + key).join(', ')};` +
      ` ${within === '' ? 'it' : within.slice(0, -1)} has ${known.join(', ')}`,
  );
  throw new UserError('use', problems.join('. '));
}

/** One setting that cannot be as it is, in a few words: `epochs cannot be 0: expected a number >=1`. */
function problemOf({ path, message }: z.core.$ZodIssue, raw: unknown): string {
  let value = raw;
  for (const key of path) value = isRecord(value) ? value[String(key)] : undefined;
  const given = value === undefined ? '' : ` cannot be ${JSON.stringify(value)}`;
  const why = message
    .replace(/^(?:Invalid|Too)[^:]*: /, '')
    .replace(/, received \w+$/, '')
    .replace('number to be ', 'a number ')
    .replace(/expected int\b/, 'expected a whole number')
    .replaceAll('"|"', '", "');
  return `${path.join('.')}${given}: ${why}`;
}

function assign(into: Record<string, unknown>, path: string[], value: unknown, setting: string): void {
  const [key, ...rest] = path;
  if (key === undefined || key === '' || key === '__proto__') {
    throw new UserError('use', `--set takes key=value, not "${setting}"`);
  }
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inner = into[key];
  const next = isRecord(inner) ? inner : {};
  into[key] = next;
  assign(next, rest, value, setting);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Settings of one level that there are not, and those that there are. */
interface UnknownKeys {
  /** What stands before their names: `window.`; of the recipe itself nothing. */
  within: string;
  keys: string[];
  known: string[];
}

function unknownKeys(
  raw: Record<string, unknown>,
  known: Record<string, unknown>,
  within = '',
): UnknownKeys[] {
  const keys = Object.keys(raw).filter((key) => !(key in known));
  const inner = Object.entries(raw).flatMap(([key, value]) => {
    const part = known[key];
    return isRecord(value) && isRecord(part) ? unknownKeys(value, part, `${within}${key}.`) : [];
  });
  return keys.length > 0 ? [{ within, keys, known: Object.keys(known) }, ...inner] : inner;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

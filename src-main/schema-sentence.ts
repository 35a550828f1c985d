/** Why a schema rejects a value, as a sentence that a person can act on. */
import type { z } from 'zod';
import { counted } from './counted.ts';

/** An issue of zod, or of another schema library, which has no code. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** So many issues are told; a list of many wrong values has one for each. */
const MOST_TOLD = 5;
/** Characters of a name that somebody else chose. */
const MOST_SHOWN = 80;

/** The first issues as sentences, each naming its field; `whole` is what an issue without a field is said of. */
export function schemaSentence(issues: readonly SchemaIssue[], whole = 'The request'): string {
  const told = issues.slice(0, MOST_TOLD).map((issue) => sentenceOf(issue, whole));
  const more = issues.length - told.length;
  return [
    ...told,
    ...(more === 0 ? [] : [`${counted(more, 'more value is', 'more values are')} wrong.`]),
  ].join(' ');
}

const shown = (name: string): string => (name.length <= MOST_SHOWN ? name : `${name.slice(0, MOST_SHOWN)}…`);

function sentenceOf(issue: SchemaIssue, whole: string): string {
  const name = (issue.path ?? [])
    .map((key) => shown(String(typeof key === 'object' ? key.key : key)))
    .join('.');
  const field = name === '' ? whole : `"${name}"`;
  return `${field} ${isZodIssue(issue) ? problemOf(issue) : `is not valid: ${issue.message}`}.`;
}

function isZodIssue(issue: SchemaIssue): issue is z.core.$ZodIssue {
  return 'code' in issue && typeof issue.code === 'string';
}

function problemOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? 'is missing' : `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'unrecognized_keys':
      return `has no field ${issue.keys
        .slice(0, MOST_TOLD)
        .map((key) => `"${shown(key)}"`)
        .join(', ')}`;
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'must be a whole number' : `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return 'is not of a known kind';
    case 'invalid_format':
      return `is not a valid ${issue.format}`;
    case 'invalid_key':
    case 'invalid_element':
      return 'contains an invalid entry';
    case 'custom':
    default:
      return `is not valid: ${issue.message}`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** The value itself is not kept with an issue, but its message tells of one that was not there. */
function isMissing({ message }: { message: string }): boolean {
  return message.endsWith('received undefined');
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  const least = count(minimum);
  if (origin === 'string') {
    return minimum === 1 ? 'is empty' : `is too short: it takes at least ${least} characters`;
  }
  if (isListed(origin)) return minimum === 1 ? 'is empty' : `needs at least ${least} entries`;
  return inclusive === false ? `must be above ${least}` : `must be at least ${least}`;
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string {
  const most = count(maximum);
  if (origin === 'string') return `is too long: it takes at most ${most} characters`;
  if (isListed(origin)) return `has too many entries: it takes at most ${most}`;
  return inclusive === false ? `must be below ${most}` : `must be at most ${most}`;
}

function isListed(origin: string): boolean {
  return origin === 'array' || origin === 'set' || origin === 'map' || origin === 'file';
}

function count(value: number | bigint): string {
  return value.toLocaleString('en-US');
}

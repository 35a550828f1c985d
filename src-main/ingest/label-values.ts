/** What the labels of files are called in the workspace. */
import { isMissing } from './missing-values.ts';

/** Schemes in which numbers stand for negative, neutral and positive. */
const polarities: ReadonlySet<string> = new Set(['sentiment', 'polarity']);

/** A label as it stands in a cell, without white space and quotes around it; empty: the cell has none. */
export function labelIn(cell: string | undefined): string {
  const written = (cell ?? '').trim();
  const value = (/^(["'])(.*)\1$/su.exec(written)?.[2] ?? written).trim();
  return isMissing(value) ? '' : value;
}

/** The number that a label is: `1`, `+1.0`, `-0,5` (decimal comma), `1e0`; null: it is none, or has too many digits. */
export function labelNumber(value: string): number | null {
  const plain = value.replace('\u2212', '-');
  // 1,105 may be a thousand.
  if (/^[+-]?[1-9]\d*,\d{3}$/.test(plain)) return null;
  const point = plain.replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$/i.test(point)) return null;
  const number = Number(point);
  const isWhole = Number.isInteger(number);
  return isWhole && !Number.isSafeInteger(number) ? null : number;
}

/** What labels of one class have in common: `1`, `1.0` and `+1` are one class, `Positive` and `POSITIVE` another. */
export function classKey(value: string): string {
  const number = labelNumber(value);
  // -0 is 0.
  return number === null ? value.normalize('NFC').toLowerCase() : String(number === 0 ? 0 : number);
}

export interface LabelNaming {
  /** The labels that the scheme has in the workspace; the file's are spelt like them. */
  known?: readonly string[];
  /** Bounds, in ascending order, that divide the numbers of the file into classes; null: each number is one. */
  bins?: readonly number[] | null;
}

/**
 * What the labels of a column are called in the workspace. Spellings of one class get one name: the one that the scheme
 * has in the workspace, else the most frequent spelling. In the schemes `sentiment` and `polarity`, 0 and 1 (false and
 * true) are negative and positive, and -1, 0 and 1 are negative, neutral and positive.
 *
 * @param counts how often each label stands in the column, as `labelIn` gives it
 */
export function labelNames(
  scheme: string,
  counts: ReadonlyMap<string, number>,
  { known = [], bins = null }: LabelNaming = {},
): (value: string) => string {
  if (bins !== null) {
    const names = binNames(scheme, bins);
    return (value) => names[bins.filter((bound) => bound <= (labelNumber(value) ?? Number.NaN)).length]!;
  }
  const names = new Map<string, string>();
  const byFrequency = [...counts].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
  const keys = new Set(byFrequency.map((value) => bitOf(value) ?? classKey(value)));
  const polarity = polarityNames(scheme, keys, known);
  // `true` stands for 1 only where the column has numbers, or means a polarity.
  const areBits = polarity !== null || ((keys.has('0') || keys.has('1')) && byFrequency.some(isNumber));
  const keyOf = (value: string): string => (areBits ? (bitOf(value) ?? classKey(value)) : classKey(value));
  for (const value of known) names.set(classKey(value), value);
  for (const value of byFrequency) {
    const key = keyOf(value);
    if (!names.has(key)) names.set(key, labelNumber(key) === null ? value : key);
  }
  return (value) => {
    const key = keyOf(value);
    const meant = polarity?.[key] ?? key;
    return names.get(classKey(meant)) ?? meant;
  };
}

function isNumber(value: string): boolean {
  return labelNumber(value) !== null;
}

/** `true` and `false` as numbers. */
function bitOf(value: string): '0' | '1' | null {
  const word = value.toLowerCase();
  if (word === 'true') return '1';
  return word === 'false' ? '0' : null;
}

/** What the numbers of a column mean in a scheme of polarities; null: they mean nothing that is sure. */
function polarityNames(
  scheme: string,
  keys: ReadonlySet<string>,
  known: readonly string[],
): Readonly<Record<string, string>> | null {
  if (!polarities.has(scheme) || keys.size === 0) return null;
  const had = new Set(known.map(classKey));
  // The workspace has the labels of the scheme as numbers.
  if ([...had].some((key) => labelNumber(key) !== null)) return null;
  const all = (...expected: string[]): boolean => [...keys].every((key) => expected.includes(key));
  if (keys.has('-1') && all('-1', '0', '1') && keys.size > 1) {
    return { '-1': 'negative', '0': 'neutral', '1': 'positive' };
  }
  if (!all('0', '1')) return null;
  // Of one number alone, only what the scheme has already shows what it means.
  const isSure = keys.size === 2 || (had.has('negative') && had.has('positive') && !had.has('neutral'));
  return isSure ? { '0': 'negative', '1': 'positive' } : null;
}

/** The names of the classes between bounds; a number that is a bound belongs to the class above it. */
function binNames(scheme: string, bins: readonly number[]): string[] {
  if (polarities.has(scheme) && bins.length === 1) return ['negative', 'positive'];
  if (polarities.has(scheme) && bins.length === 2) return ['negative', 'neutral', 'positive'];
  return [
    `below ${bins[0]}`,
    ...bins.slice(1).map((bound, i) => `${bins[i]} to ${bound}`),
    `${bins.at(-1)} or more`,
  ];
}

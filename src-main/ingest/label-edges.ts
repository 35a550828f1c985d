/** Labels at the beginning or the end of lines of text: `profits rose .@positive`. */
import { classKey, labelNumber } from './label-values.ts';
import { isLabelWord } from './label-words.ts';
import type { Line } from './lines.ts';

/** What, besides the characters given, separates a text from its label on nearly every line: `@`, `::`, ` => `. */
export function labelDelimiters(lines: readonly Line[], known: readonly string[]): string[] {
  const written = writtenLines(lines);
  const candidates = new Set(
    // A dollar sign is of the ticker after it.
    written.slice(0, 5).flatMap((text) => text.match(/[^\p{L}\p{N}\s"'$_-]/gu) ?? []),
  );
  const found = [...candidates].flatMap((delimiter) => {
    if (delimiter.length !== 1) return [];
    const lasts = written.map((text) => text.lastIndexOf(delimiter));
    const ends = written.map((text, i) => (lasts[i] === -1 ? '' : text.slice(lasts[i]! + 1)));
    const starts = written.map((text) => (text.includes(delimiter) ? text.split(delimiter)[0]! : ''));
    // An at sign parts texts from labels in the Financial PhraseBank, so there any word that comes back may be a label.
    const areLabels = (values: readonly string[]): boolean =>
      areWords(values) || (delimiter === '@' && (comeBack(values) || areFewWords(values)));
    if (areLabels(ends))
      return [wholeDelimiter(written, (text) => text.slice(0, text.lastIndexOf(delimiter) + 1))];
    return areLabels(starts) ? [delimiter] : [];
  });
  return [...new Set(found)].filter((delimiter) => !known.includes(delimiter));
}

/** A delimiter with the signs before it that are the same on every line: `=>` of `profits rose => positive`. */
function wholeDelimiter(written: readonly string[], before: (text: string) => string): string {
  const ends = written.map(before).filter((text) => text !== '');
  const [first = ''] = ends;
  let length = 1;
  while (/[^\p{L}\p{N}\s.,!?…"'’”)\]]/u.test(first.at(-length - 1) ?? ' ')) {
    const longer = first.slice(-length - 1);
    if (!ends.every((text) => text.endsWith(longer))) break;
    length++;
  }
  return first.slice(-length);
}

/** Whether all values are words that only labels are; of a few lines, each may have a class of its own. */
function areFewWords(values: readonly string[]): boolean {
  return values.length >= 2 && values.every((value) => isLabelWord(value.trim()));
}

/** The labels that nearly all lines begin or end with; null: they do not. */
export function labelsAtEdge(lines: readonly Line[]): { edge: 'begin' | 'end'; values: string[] } | null {
  const written = writtenLines(lines);
  const ends = written.map((text) => /([\p{L}\p{N}_+.-]*[\p{L}\p{N}])[^\p{L}\p{N}]*$/u.exec(text)?.[1] ?? '');
  if (areWords(ends.map(withoutDots))) return { edge: 'end', values: distinct(ends) };
  const starts = written.map((text) => /^[^\p{L}\p{N}_-]*([\p{L}\p{N}_-]+)/u.exec(text)?.[1] ?? '');
  if (areWords(starts)) return { edge: 'begin', values: distinct(starts) };
  // Not every line has to have a label, where so many have one that a sign sets apart.
  const apart = written.flatMap((text) => /(?:[^\p{L}\p{N}\s-]|__)([\p{L}_]+)$/u.exec(text)?.[1] ?? []);
  const words = apart.map(withoutDots).filter(isLabelWord);
  const isMost = words.length >= 2 && words.length * 2 >= written.length;
  return isMost && new Set(words.map(classKey)).size >= 2 ? { edge: 'end', values: distinct(words) } : null;
}

function writtenLines(lines: readonly Line[]): string[] {
  // A tab that was written as a program's source has it.
  return lines.map(({ text }) => text.replaceAll('\\t', '\t').trim()).filter((text) => text !== '');
}

/** A text can end in a full stop right before its label, or underscores can part them. */
function withoutDots(value: string): string {
  return value.replace(/^.*(?:\.|__)(?=\p{L})/u, '');
}

/** Whether nearly all values are words or numbers of labels, and not all the same. */
function areWords(values: readonly string[]): boolean {
  const found = values.map((value) => value.trim()).filter((value) => isLabelWord(value) || isClass(value));
  const classes = new Set(found.map(classKey)).size;
  return found.length * 10 >= values.length * 9 && classes >= 2 && classes * 2 <= values.length;
}

function isClass(value: string): boolean {
  // fastText begins its lines with `__label__1`.
  const number = labelNumber(value.replace(/^__label__/, ''));
  return number !== null && Number.isInteger(number) && number >= -1 && number <= 9;
}

/** Whether nearly all values are short and come back. */
function comeBack(values: readonly string[]): boolean {
  const found = values.map((value) => value.trim()).filter((value) => /^\S.{0,39}$/u.test(value));
  const classes = new Set(found.map(classKey)).size;
  return found.length * 10 >= values.length * 9 && classes >= 2 && classes * 4 <= values.length;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '');
}

/** What to give as the delimiter, where the same signs, or blanks alone, stand between all labels and their texts. */
export function separatorAt(lines: readonly Line[], edge: 'begin' | 'end'): string | null {
  const label = String.raw`(?:__label__)?[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)*`;
  const pattern =
    edge === 'end'
      ? new RegExp(String.raw`([^\p{L}\p{N}_]+|__+)${label}$`, 'u')
      : new RegExp(String.raw`^${label}([^\p{L}\p{N}_]+|__+)`, 'u');
  const between = lines
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    // A text can begin with a ticker or a quote, and end in a full stop.
    .map((text) =>
      (pattern.exec(text)?.[1] ?? '').replace(edge === 'end' ? /^[.!?…"'”’]+/u : /["'“‘$#@]+$/u, ''),
    );
  const [first = ''] = between.map((signs) => signs.trim());
  if (!between.every((signs) => signs.trim() === first)) return null;
  if (first !== '') return first;
  const areWordsAlone =
    between.every((signs) => signs === ' ') && !labelsAtEdge(lines)?.values.every(isClass);
  return areWordsAlone ? ' ' : null;
}

/** Labels at the beginning or the end of lines of text: `profits rose .@positive`. */
import { classKey, labelNumber } from './label-values.ts';
import { isLabelWord } from './label-words.ts';
import type { Line } from './lines.ts';

/** The characters, besides those given, that separate a text from its label on nearly every line. */
export function labelDelimiters(lines: readonly Line[], known: readonly string[]): string[] {
  const written = writtenLines(lines);
  const candidates = new Set(
    written.slice(0, 5).flatMap((text) => text.match(/[^\p{L}\p{N}\s"'_-]/gu) ?? []),
  );
  return [...candidates].filter((delimiter) => {
    if (known.includes(delimiter) || delimiter.length !== 1) return false;
    const ends = written.map((text) => (text.includes(delimiter) ? text.split(delimiter).at(-1)! : ''));
    const starts = written.map((text) => (text.includes(delimiter) ? text.split(delimiter)[0]! : ''));
    // An at sign parts texts from labels in the Financial PhraseBank, so there any word that comes back may be a label.
    return [ends, starts].some((values) => areWords(values) || (delimiter === '@' && comeBack(values)));
  });
}

/** The labels that nearly all lines begin or end with; null: they do not. */
export function labelsAtEdge(lines: readonly Line[]): { edge: 'begin' | 'end'; values: string[] } | null {
  const written = writtenLines(lines);
  const ends = written.map((text) => /([\p{L}\p{N}_+.-]*[\p{L}\p{N}])[^\p{L}\p{N}]*$/u.exec(text)?.[1] ?? '');
  if (areWords(ends.map(withoutDots))) return { edge: 'end', values: distinct(ends) };
  const starts = written.map((text) => /^[^\p{L}\p{N}_-]*([\p{L}\p{N}_-]+)/u.exec(text)?.[1] ?? '');
  return areWords(starts) ? { edge: 'begin', values: distinct(starts) } : null;
}

function writtenLines(lines: readonly Line[]): string[] {
  return lines.map(({ text }) => text.trim()).filter((text) => text !== '');
}

/** A text can end in a full stop right before its label. */
function withoutDots(value: string): string {
  return value.replace(/^.*\.(?=\p{L})/u, '');
}

/** Whether nearly all values are words or numbers of labels, and not all the same. */
function areWords(values: readonly string[]): boolean {
  const found = values.map((value) => value.trim()).filter((value) => isLabelWord(value) || isClass(value));
  const classes = new Set(found.map(classKey)).size;
  return found.length * 10 >= values.length * 9 && classes >= 2 && classes * 2 <= values.length;
}

function isClass(value: string): boolean {
  const number = labelNumber(value);
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

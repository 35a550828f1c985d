import { isAscii, isUtf8 } from 'node:buffer';
import { encodingOf } from './encoding-names.ts';
import type { EncodingName } from './encoding-names.ts';

/** How lines that are not valid UTF-8 are to be read. */
export interface Fallback {
  name: EncodingName;
  /** Certainty of the detector, 0 to 1; null: it was not asked, or is not followed. */
  certainty: number | null;
  /** Another encoding that the detector takes for likely; null: none. */
  other: EncodingName | null;
}

const usual: Fallback = { name: 'windows-1252', certainty: null, other: null };

const CYRILLIC = /^\p{Script=Cyrillic}{2,}$/u;
const GREEK = /^\p{Script=Greek}{2,}$/u;

/** Encodings of one byte a letter, for scripts of their own, with the words of those. */
const SCRIPTS: Partial<Record<EncodingName, RegExp>> = {
  'windows-1251': CYRILLIC,
  'koi8-r': CYRILLIC,
  'koi8-u': CYRILLIC,
  'x-mac-cyrillic': CYRILLIC,
  'iso-8859-5': CYRILLIC,
  ibm866: CYRILLIC,
  'windows-1253': GREEK,
  'iso-8859-7': GREEK,
  'windows-1255': /^\p{Script=Hebrew}{2,}$/u,
  'windows-1256': /^\p{Script=Arabic}{2,}$/u,
  'windows-874': /^[\p{Script=Thai}]{2,}$/u,
};
const EAST_ASIAN = new Set<EncodingName>(['gbk', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);
/** Tickers and numbers may stand right next to such words. */
const EAST_ASIAN_WORD = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]{2,}$/u;
/** At least this share of the letters beyond ASCII stand in words of the script: no letter of `café` does. */
const LEAST_LETTERS = 0.8;
/** Fewer letters can be there by chance. */
const FEWEST_LETTERS = 8;

/**
 * Recognises how the lines of a file are encoded that are not valid UTF-8. Scripts of their own are followed, since
 * bytes that are valid in them hardly are so by chance. Encodings of Latin letters differ in a few bytes, which a
 * detector cannot tell apart in a few words: they are read as Windows-1252, and another likely one is named. So are
 * single lines among others in UTF-8: copies of a file that went through a spreadsheet are mixed.
 *
 * @param head the first bytes of the file, of which the last line may be cut
 */
export async function detectFallback(head: Buffer): Promise<Fallback> {
  if (isUtf8(head)) return usual;
  const beyond = linesOf(head).filter((line) => !isAscii(line));
  const invalid = beyond.filter((line) => !isUtf8(line));
  if (invalid.length * 2 <= beyond.length) return usual;
  const bytes = Buffer.concat(invalid.flatMap((line) => [line, Buffer.of(10)]));
  const { detect } = await import('jschardet');
  const { encoding, confidence } = detect(bytes);
  const name = encoding === null ? null : encodingOf(encoding);
  if (name === null || name === 'utf-8' || name === 'windows-1252') return usual;
  return isWrittenIn(bytes, name)
    ? { name, certainty: confidence, other: null }
    : { ...usual, other: EAST_ASIAN.has(name) || SCRIPTS[name] ? null : name };
}

function linesOf(head: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  head.forEach((byte, at) => {
    if (byte !== 10 && byte !== 13) return;
    lines.push(head.subarray(start, at));
    start = at + 1;
  });
  return start === 0 ? [head] : lines;
}

function isWrittenIn(bytes: Buffer, name: EncodingName): boolean {
  let text: string;
  try {
    text = new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  const isWord = EAST_ASIAN.has(name) ? EAST_ASIAN_WORD : SCRIPTS[name];
  if (isWord === undefined) return false;
  const letters = (words: readonly string[]): number => words.join('').replaceAll(/\p{ASCII}/gu, '').length;
  const words = text.match(EAST_ASIAN.has(name) ? /[^\P{L}A-Za-z]+/gu : /[\p{L}\p{M}]+/gu) ?? [];
  const count = letters(words.filter((word) => isWord.test(word)));
  return count >= FEWEST_LETTERS && count >= LEAST_LETTERS * letters(words);
}

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

/** Encodings of one byte a letter, for scripts of their own. */
const SCRIPTS: Partial<Record<EncodingName, RegExp>> = {
  'windows-1251': /\p{Script=Cyrillic}/gu,
  'koi8-r': /\p{Script=Cyrillic}/gu,
  'koi8-u': /\p{Script=Cyrillic}/gu,
  'x-mac-cyrillic': /\p{Script=Cyrillic}/gu,
  'iso-8859-5': /\p{Script=Cyrillic}/gu,
  ibm866: /\p{Script=Cyrillic}/gu,
  'windows-1253': /\p{Script=Greek}/gu,
  'iso-8859-7': /\p{Script=Greek}/gu,
  'windows-1255': /\p{Script=Hebrew}/gu,
  'windows-1256': /\p{Script=Arabic}/gu,
  'windows-874': /\p{Script=Thai}/gu,
};
const EAST_ASIAN = new Set<EncodingName>(['gbk', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr']);
/** In a script of its own, at least this share of the bytes beyond ASCII are letters of it. */
const LEAST_LETTERS = 0.8;
/** At most this share of them stands next to a Latin letter: `cafй` is no Russian. */
const MOST_BESIDE_LATIN = 0.2;

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
  const beyond = text.replaceAll(/\p{ASCII}/gu, '');
  const letters = EAST_ASIAN.has(name)
    ? /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]/gu
    : SCRIPTS[name];
  if (letters === undefined) return false;
  const found = [...text.matchAll(letters)].map(({ index }) => index);
  const besideLatin = found.filter((at) => /[A-Za-z]/.test(text.slice(Math.max(0, at - 1), at + 2)));
  return (
    found.length >= LEAST_LETTERS * beyond.length && besideLatin.length <= MOST_BESIDE_LATIN * found.length
  );
}

import type { EncodingName } from './encoding-names.ts';
import { lineEndsOf } from './line-ends.ts';

/** How the bytes of a text file are to be read. */
export interface TextEncoding {
  name: EncodingName;
  /** Length of the byte order mark. */
  bomBytes: number;
}

const utf8 = { name: 'utf-8' } as const;
const utf16le = { name: 'utf-16le' } as const;
const utf16be = { name: 'utf-16be' } as const;

/**
 * Recognises the encoding from the first bytes of a file: by its byte order mark, or by the zero bytes of UTF-16, which
 * has some in every script, since line feeds, blanks and digits are written with one.
 */
export function sniffEncoding(head: Buffer): TextEncoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { ...utf8, bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { ...utf16le, bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { ...utf16be, bomBytes: 2 };
  if (!head.includes(0)) return { ...utf8, bomBytes: 0 };
  let even = 0;
  let odd = 0;
  head.forEach((byte, i) => {
    if (byte === 0 && i % 2 === 0) even++;
    else if (byte === 0) odd++;
  });
  // Mostly Latin text has a zero in nearly every other byte.
  const many = head.length / 4;
  if (odd > many && even < many / 4) return { ...utf16le, bomBytes: 0 };
  if (even > many && odd < many / 4) return { ...utf16be, bomBytes: 0 };
  if (isWritten(head, 'utf-16le')) return { ...utf16le, bomBytes: 0 };
  if (isWritten(head, 'utf-16be')) return { ...utf16be, bomBytes: 0 };
  return { ...utf8, bomBytes: 0 };
}

/** Whether bytes are text of other scripts in UTF-16: assigned characters only, no control characters, and lines. */
function isWritten(head: Buffer, name: 'utf-16le' | 'utf-16be'): boolean {
  try {
    // The last character may be cut in two.
    const text = new TextDecoder(name, { fatal: true }).decode(head, { stream: true });
    return text.includes('\n') && !/(?![\t\n\f\r])[\p{Cc}\p{Cn}\p{Co}]/u.test(text);
  } catch {
    return false;
  }
}

/** The encoding that a user names; a byte order mark is no text in it either. */
export function namedEncoding(name: EncodingName, head: Buffer): TextEncoding {
  const sniffed = sniffEncoding(head);
  return sniffed.name === name ? sniffed : { name, bomBytes: 0 };
}

/** How a line ends in a file. */
export interface LineEnd {
  /** A line feed, or a carriage return where lines end with that alone. */
  lineEnd: Buffer;
  /** Lines end with either. */
  either: boolean;
}

export function lineEndOf(head: Buffer, { name }: TextEncoding): LineEnd {
  const isWide = name === 'utf-16le' || name === 'utf-16be';
  const text = isWide ? new TextDecoder(name).decode(head) : head.toString('latin1');
  const ends = lineEndsOf(text);
  const end = ends === 'returns' ? 13 : 10;
  const lineEnd = isWide ? Buffer.from(name === 'utf-16le' ? [end, 0] : [0, end]) : Buffer.of(end);
  return { lineEnd, either: ends === 'both' };
}

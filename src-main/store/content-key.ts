import { hash } from 'node:crypto';

/** Of a SHA-1; hexadecimal, since a string comes out of the hash with less work than a buffer. */
const DIGITS = 32;

/** What says that two documents are the same one: their time (ms; null: unknown), author and text. Hexadecimal. */
export function contentKey({
  publishedAt,
  author,
  text,
}: {
  publishedAt: number | null;
  author: string | null;
  text: string;
}): string {
  return hash('sha1', `${publishedAt}\0${author}\0${text}`, 'hex').slice(0, DIGITS);
}

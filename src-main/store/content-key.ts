import { hash } from 'node:crypto';

/** Of a SHA-1; hexadecimal, since a string comes out of the hash with less work than a buffer. */
const HASH_DIGITS = 20;
/** Of the seconds. */
const TIME_DIGITS = 12;
/** Before the earliest time that there is, in seconds since 1970: what is counted from here is above 0. */
const FIRST_SECOND = -8_640_000_000_001;

/**
 * What says that two documents are the same one: the second of their time (0: unknown), and a hash of their time (ms),
 * author and text. Hexadecimal. The time comes first so that texts of one day stand in one place of the index: in a large
 * workspace each text of an import would else be looked for at another.
 */
export function contentKey({
  publishedAt,
  author,
  text,
}: {
  publishedAt: number | null;
  author: string | null;
  text: string;
}): string {
  const second = publishedAt === null ? 0 : Math.floor(publishedAt / 1000) - FIRST_SECOND;
  const digits = hash('sha1', `${publishedAt}\0${author}\0${text}`, 'hex').slice(0, HASH_DIGITS);
  return second.toString(16).padStart(TIME_DIGITS, '0') + digits;
}

/** Recognises files that hold no lines of text by their first bytes, before anything is made of them. */
import type { Remedy } from '../errors.ts';

/** Bytes at the start of a file that decide. */
export const SIGNATURE_BYTES = 64 << 10;

/** Why a file cannot be read, to follow its name, and the settings that put it right. */
export interface Unreadable {
  message: string;
  remedies: readonly Remedy[];
}

interface Signature {
  /** As `it is ...` goes on. */
  name: string;
  remedy: string;
  /** Settings with which the file can be used. */
  remedies?: readonly Remedy[];
  matches: (head: Buffer) => boolean;
}

const unpack = 'Unpack it first, and import what is in it.';
const asCsv = 'Save its table as CSV, and import that.';
const noText = 'Only text files can be imported.';

/** Zip files by what stands in them: office documents name themselves in one of their first entries. */
const zipped = (head: Buffer, ...entries: string[]): boolean =>
  isZip(head) && entries.some((entry) => head.includes(entry, 0, 'latin1'));

/** Whether a file begins as a ZIP archive does; an empty one begins with its end. */
export function isZip(head: Buffer): boolean {
  return starts('504b0304')(head) || starts('504b0506')(head) || starts('504b0708')(head);
}

function starts(hex: string, offset = 0): Signature['matches'] {
  const magic = Buffer.from(hex, 'hex');
  return (head) => head.subarray(offset, offset + magic.length).equals(magic);
}

function startsWith(text: string, offset = 0): Signature['matches'] {
  return starts(Buffer.from(text, 'latin1').toString('hex'), offset);
}

function startsWithTag(...tags: string[]): Signature['matches'] {
  return (head) => {
    const start = head
      .toString('latin1', 0, 256)
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart()
      .toLowerCase();
    return tags.some((tag) => start.startsWith(tag));
  };
}

/** Documents that are packed as ZIP archives. */
const packedDocuments: readonly Signature[] = [
  {
    name: 'a spreadsheet (Excel or OpenDocument)',
    remedy: asCsv,
    matches: (head) => zipped(head, 'xl/', 'opendocument.spreadsheet'),
  },
  {
    name: 'an office document',
    remedy: asCsv,
    matches: (head) => zipped(head, '[Content_Types].xml', 'vnd.oasis.opendocument'),
  },
];

/** Whether a file that begins as a ZIP archive is a document, and no archive of files. */
export function isPackedDocument(head: Buffer): boolean {
  return packedDocuments.some(({ matches }) => matches(head));
}

/** The first that matches counts. Values: the "magic numbers" of the formats' own specifications. */
const signatures: readonly Signature[] = [
  ...packedDocuments,
  { name: 'a ZIP archive', remedy: unpack, matches: isZip },
  {
    name: 'compressed twice',
    remedy: unpack,
    matches: (head) => starts('1f8b')(head) || starts('28b52ffd')(head),
  },
  { name: 'compressed with LZ4', remedy: unpack, matches: starts('04224d18') },
  { name: 'compressed with xz', remedy: unpack, matches: starts('fd377a585a00') },
  {
    name: 'compressed with bzip2',
    remedy: unpack,
    matches: (head) => startsWith('BZh')(head) && starts('314159265359', 4)(head),
  },
  { name: 'a 7z archive', remedy: unpack, matches: starts('377abcaf271c') },
  { name: 'a RAR archive', remedy: unpack, matches: starts('526172211a07') },
  { name: 'a tar archive', remedy: unpack, matches: startsWith('ustar', 257) },
  {
    name: 'an old Office document (such as .xls)',
    remedy: asCsv,
    matches: starts('d0cf11e0a1b11ae1'),
  },
  {
    name: 'a Parquet file',
    remedy: asCsv,
    // Its first page begins with this byte; a text can begin with the four letters.
    matches: startsWith('PAR1\x15'),
  },
  { name: 'an Arrow or Feather file', remedy: asCsv, matches: startsWith('ARROW1\0') },
  { name: 'an Avro file', remedy: asCsv, matches: startsWith('Obj\x01') },
  { name: 'an HDF5 file', remedy: asCsv, matches: starts('894844460d0a1a0a') },
  { name: 'a NumPy array', remedy: asCsv, matches: starts('934e554d5059') },
  {
    name: 'a SQLite database',
    remedy: `${asCsv} A Contexture workspace is not imported: open its folder as the workspace.`,
    remedies: [{ setting: 'workspace', values: [] }],
    matches: startsWith('SQLite format 3\0'),
  },
  { name: 'a PDF document', remedy: noText, matches: startsWith('%PDF-') },
  {
    name: 'an RTF document',
    remedy: 'Save it as plain text, and import that.',
    matches: startsWith('{\\rtf'),
  },
  { name: 'a PNG image', remedy: noText, matches: starts('89504e470d0a1a0a') },
  { name: 'a JPEG image', remedy: noText, matches: starts('ffd8ff') },
  {
    name: 'a GIF image',
    remedy: noText,
    matches: (head) => startsWith('GIF87a')(head) || startsWith('GIF89a')(head),
  },
  {
    name: 'a WebP image',
    remedy: noText,
    matches: (head) => startsWith('RIFF')(head) && startsWith('WEBP', 8)(head),
  },
  { name: 'a web page', remedy: asCsv, matches: startsWithTag('<!doctype html', '<html') },
  { name: 'an XML file', remedy: asCsv, matches: startsWithTag('<?xml') },
  {
    name: 'text in UTF-32',
    remedy: 'Save it as UTF-8, and import that.',
    matches: (head) => starts('fffe0000')(head) || starts('0000feff')(head),
  },
];

/** Share of control characters above which bytes are no text. Random bytes have .1, texts none or a stray one. */
const MOST_CONTROLS = 0.05;

/**
 * Why a file with these first bytes cannot be read as lines of text, and what to do; null if it can.
 *
 * @param isKnown its encoding is known, so that control bytes mean nothing: UTF-16 is full of zeros
 */
export function whyNoText(head: Buffer, isKnown: boolean): Unreadable | null {
  const known = signatures.find(({ matches }) => matches(head));
  if (known) return { message: `it is ${known.name}. ${known.remedy}`, remedies: known.remedies ?? [] };
  if (isKnown || head.length === 0) return null;
  const controls = head.filter(isControl).length;
  return controls > MOST_CONTROLS * head.length
    ? { message: `it is a binary file. ${noText}`, remedies: [] }
    : null;
}

/** Control characters but tab, line ends, form feed, escape, and the end of file of old systems. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1a && byte !== 0x1b) || byte === 0x7f;
}

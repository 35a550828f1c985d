/** All encodings of the Encoding Standard (https://encoding.spec.whatwg.org) that `TextDecoder` reads. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'macintosh',
  'x-mac-cyrillic',
  'ibm866',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-8-i',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
  'koi8-r',
  'koi8-u',
  'gbk',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'euc-kr',
] as const;
export type EncodingName = (typeof encodings)[number];

/** Names that other programs use, without hyphens and underscores, where the standard has no such label. */
const OTHER_NAMES: Readonly<Record<string, EncodingName>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  big5hkscs: 'big5',
  johab: 'euc-kr',
  macroman: 'macintosh',
  maccyrillic: 'x-mac-cyrillic',
  utf8sig: 'utf-8',
  utf16: 'utf-16le',
};

/** The encoding of a name or label, such as `cp1251`, `latin1` or `mac-roman`; null: there is none. */
export function encodingOf(name: string): EncodingName | null {
  const plain = name.trim().toLowerCase();
  const other = OTHER_NAMES[plain.replaceAll(/[-_ ]/g, '')];
  if (other !== undefined) return other;
  try {
    const label = new TextDecoder(plain).encoding;
    return encodings.find((encoding) => encoding === label) ?? null;
  } catch {
    return null;
  }
}

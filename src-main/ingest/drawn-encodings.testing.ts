/** Encodings to write files in: Node only writes Unicode, so tables are made from what its decoders read. */

/** Words of the script that an encoding is for, the first ones beyond ASCII. */
const words = {
  western: ['café', 'Zürich', 'déjà', 'Größe', 'guidance', 'estimates', 'raises', 'talks', 'order', 'north'],
  cyrillic: ['акции', 'растут', 'рынок', 'прибыль', 'guidance', 'estimates', 'talks', 'order'],
  chinese: ['股价上涨', '银行业绩', '分红方案', 'guidance', 'estimates', 'talks', 'order'],
  japanese: ['株価', '上昇', '業績', 'guidance', 'estimates', 'talks', 'order'],
  any: ['café', '股价', 'акции', '🚀', '…', 'guidance', 'estimates', 'raises', 'talks', 'order', 'north'],
} as const;

const scripts: Readonly<Record<string, keyof typeof words>> = {
  'windows-1252': 'western',
  macintosh: 'western',
  'windows-1251': 'cyrillic',
  gbk: 'chinese',
  shift_jis: 'japanese',
};

/** Words that an encoding can write. */
export function wordsFor(encoding: string): readonly string[] {
  return words[scripts[encoding] ?? 'any'];
}

/** Encodings that a file shows by itself; the others have to be named. */
const recognised = new Set(['utf-8', 'utf-8 bom', 'utf-16le', 'utf-16be', 'windows-1252']);

/** A text as the bytes of a file, and the reading that names its encoding where it has to be named. */
export function encoded(text: string, encoding: string): { bytes: Buffer; reading: object } {
  const reading = recognised.has(encoding) ? {} : { encoding };
  if (encoding === 'utf-8') return { bytes: Buffer.from(text), reading };
  if (encoding === 'utf-8 bom') return { bytes: Buffer.from(`\uFEFF${text}`), reading };
  if (encoding === 'utf-16le') return { bytes: Buffer.from(`\uFEFF${text}`, 'utf16le'), reading };
  if (encoding === 'utf-16be') return { bytes: Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), reading };
  const table = tableOf(encoding);
  const bytes = Array.from(text).flatMap((character) => {
    const found = table.get(character);
    if (found === undefined) throw new Error(`${encoding} has no ${character}`);
    return found;
  });
  return { bytes: Buffer.from(bytes), reading };
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** The bytes of each character. */
function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if (Array.from(character).length === 1 && !table.has(character)) table.set(character, bytes);
    } catch {
      // No character has these bytes.
    }
  };
  for (let byte = 0; byte < 256; byte++) add([byte]);
  if (encoding === 'gbk' || encoding === 'shift_jis') {
    for (let lead = 0x81; lead < 0xff; lead++)
      for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail]);
  }
  tables.set(encoding, table);
  return table;
}

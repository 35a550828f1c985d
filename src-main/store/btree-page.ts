/**
 * The rows of a page of SQLite, read from its bytes alone, since SQLite does not say on which page a row stands.
 *
 * @see https://sqlite.org/fileformat2.html#b_tree_pages and https://sqlite.org/fileformat2.html#record_format
 */

/** The key of a row: its rowid, or the columns of its primary key; null: a value that cannot be read. */
export type RowKey = readonly (number | string | null)[];

const TABLE_LEAF = 0x0d;
const INDEX_LEAF = 0x0a;
const INDEX_INTERIOR = 0x02;
/** The first page begins with the header of the database. */
const FILE_HEADER_BYTES = 100;

/**
 * Keys of the rows that stand on a page, as far as they can be read; a damaged page may have fewer or others.
 * @param columns how many columns the key has, of a table without rowid
 */
export function rowsOfPage(page: number, bytes: Buffer, columns: number): RowKey[] {
  const start = page === 1 ? FILE_HEADER_BYTES : 0;
  const kind = bytes[start];
  if (kind !== TABLE_LEAF && kind !== INDEX_LEAF && kind !== INDEX_INTERIOR) return [];
  const cells = bytes.readUInt16BE(start + 3);
  const pointers = start + (kind === INDEX_INTERIOR ? 12 : 8);
  const keys: RowKey[] = [];
  for (let cell = 0; cell < cells && pointers + 2 * cell + 2 <= bytes.length; cell++) {
    const reader = new Reader(bytes, bytes.readUInt16BE(pointers + 2 * cell));
    if (kind === INDEX_INTERIOR) reader.skip(4);
    // The length of the row.
    reader.varint();
    keys.push(kind === TABLE_LEAF ? [reader.varint()] : reader.values(columns));
  }
  return keys;
}

/** Reads from a place on a page to its end; what lies behind it is null. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  varint(): number | null {
    let value = 0n;
    for (let i = 0; i < 9; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return null;
      if (i === 8) return Number(BigInt.asIntN(64, (value << 8n) | BigInt(byte)));
      value = (value << 7n) | BigInt(byte & 127);
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
    return null;
  }

  /** The first values of a record. */
  values(count: number): RowKey {
    const start = this.#at;
    const headerBytes = this.varint() ?? 0;
    const types: number[] = [];
    while (types.length < count && this.#at < start + headerBytes) types.push(this.varint() ?? 0);
    this.#at = start + headerBytes;
    return types.map((type) => this.#value(type));
  }

  #value(type: number): number | string | null {
    if (type === 8 || type === 9) return type - 8;
    const length = type < 12 ? ([0, 1, 2, 3, 4, 6, 8, 8][type] ?? 0) : Math.floor((type - 12) / 2);
    const piece = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    if (piece.length < length || type === 0) return null;
    if (type === 7) return piece.readDoubleBE();
    if (type < 7) return length === 8 ? Number(piece.readBigInt64BE()) : piece.readIntBE(0, length);
    return type % 2 === 1 ? piece.toString('utf8') : piece.toString('hex');
  }
}

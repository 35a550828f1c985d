/** A line as bytes, without its end: a place in the block that it was cut from, since a buffer for each costs more. */
export class RawLine {
  readonly #data: Buffer;
  readonly #start: number;
  readonly #end: number;
  /** From 1. */
  readonly number: number;
  /** Offset of its first byte in the file. */
  readonly byte: number;
  /** It was longer than a line may be; its rest was dropped. */
  readonly overlong: boolean;

  constructor(
    data: Buffer,
    {
      start,
      end,
      number,
      byte,
      overlong,
    }: { start: number; end: number } & Pick<RawLine, 'number' | 'byte' | 'overlong'>,
  ) {
    this.#data = data;
    this.#start = start;
    this.#end = end;
    this.number = number;
    this.byte = byte;
    this.overlong = overlong;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  get bytes(): Buffer {
    return this.#data.subarray(this.#start, this.#end);
  }

  /** Its text, for bytes that are valid UTF-8. */
  get text(): string {
    return this.#data.toString('utf8', this.#start, this.#end);
  }
}

/** Cuts a sequence of blocks into lines. It holds no more than one unfinished line of `maxBytes`. */
export class LineSplitter {
  readonly #lineEnd: Buffer;
  readonly #either: boolean;
  readonly #maxBytes: number;
  /** The unfinished line, in the parts that it came in. */
  #rest: Buffer[] = [];
  #restBytes = 0;
  #byte: number;
  #number = 0;
  #skipping = false;
  /** The line whose piece was handed out last goes on. */
  #goesOn = false;
  readonly #pieces: boolean;

  /**
   * `pieces`: lines that are too long are handed out in pieces, each but the last one overlong. `either`: lines end with a
   * line feed, which is `lineEnd`, or with a carriage return.
   */
  constructor(options: {
    lineEnd: Buffer;
    firstByte: number;
    maxBytes: number;
    pieces?: boolean;
    either?: boolean;
  }) {
    this.#either = options.either ?? false;
    this.#pieces = options.pieces ?? false;
    this.#lineEnd = options.lineEnd;
    this.#byte = options.firstByte;
    this.#maxBytes = options.maxBytes;
  }

  /** The lines that end in this block, and with the last block the one that ends with the file. */
  push(block: Buffer, last: boolean): RawLine[] {
    const isWithin =
      this.#restBytes + block.length <= this.#maxBytes && !this.#either && !block.includes(this.#lineEnd[0]!);
    if (isWithin && !last && !this.#skipping) {
      this.#keep(block);
      return [];
    }
    const data = this.#rest.length === 0 ? block : Buffer.concat([...this.#rest, block]);
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = this.#find(data, 0, last); end !== -1; end = this.#find(data, start, last)) {
      this.#end(lines, data, start, end);
      start = end + this.#lineEnd.length;
    }
    let rest = data.subarray(start);
    if (this.#pieces && !last && rest.length > this.#maxBytes) {
      const cut = this.#safeCut(rest);
      this.#end(lines, data, start, start + cut, true);
      start += cut;
      rest = data.subarray(start);
    }
    if (rest.length > 0 && (last || (!this.#pieces && rest.length > this.#maxBytes) || this.#skipping)) {
      this.#end(lines, data, start, data.length);
      this.#skipping = true;
      start = data.length;
      rest = Buffer.alloc(0);
    }
    this.#byte += start;
    this.#rest = [];
    this.#restBytes = 0;
    if (rest.length > 0) this.#keep(rest);
    return lines;
  }

  #keep(part: Buffer): void {
    this.#rest.push(Buffer.from(part));
    this.#restBytes += part.length;
  }

  #find(data: Buffer, from: number, last: boolean): number {
    if (this.#either) return this.#findEither(data, from, last);
    const width = this.#lineEnd.length;
    let at = data.indexOf(this.#lineEnd, from);
    // Of two-byte characters, one may end and the next begin with what looks like a line end.
    while (at !== -1 && (at - from) % width !== 0) at = data.indexOf(this.#lineEnd, at + 1);
    return at;
  }

  /** The next line feed or carriage return; of both in a row the line feed. */
  #findEither(data: Buffer, from: number, last: boolean): number {
    const width = this.#lineEnd.length;
    // The other byte of one that has two; none: -1.
    const zero = this.#lineEnd.indexOf(0);
    const is = (code: number, at: number): boolean =>
      data[zero === 0 ? at + 1 : at] === code && (zero === -1 || data[at + zero] === 0);
    for (let at = from; at + width <= data.length; at += width) {
      if (is(10, at)) return at;
      if (!is(13, at)) continue;
      // What follows comes with the next block.
      if (at + width >= data.length && !last) return -1;
      return is(10, at + width) ? at + width : at;
    }
    return -1;
  }

  /** Where a line can be cut without cutting a character: behind a comma, of two bytes if line ends have two. */
  #safeCut(bytes: Buffer): number {
    const width = this.#lineEnd.length;
    if (width > 1) return bytes.length - (bytes.length % width);
    const comma = bytes.lastIndexOf(44);
    return comma === -1 ? bytes.length : comma + 1;
  }

  #end(lines: RawLine[], data: Buffer, start: number, end: number, goesOn = false): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    if (!this.#goesOn) this.#number++;
    this.#goesOn = goesOn;
    const place = { start, number: this.#number, byte: this.#byte + start };
    if (this.#pieces) {
      lines.push(new RawLine(data, { ...place, end, overlong: goesOn }));
      return;
    }
    const longest = start + this.#maxBytes;
    lines.push(new RawLine(data, { ...place, end: Math.min(end, longest), overlong: end > longest }));
  }
}

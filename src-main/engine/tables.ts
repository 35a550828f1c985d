import type { HostTensor } from './types.ts';

/** The distinct rows that a batch uses of one table. */
export interface UsedRows {
  /** Rows of the table, in the order of their local numbers. */
  ids: Int32Array;
  /** `ids.length` rounded up, so that few different shapes have to be compiled. */
  padded: number;
}

/** Batch input (int32 row ids) -> the table that it looks up, or the tables of which it takes the same rows. */
export type Lookups = Readonly<Record<string, string | readonly string[]>>;

export interface LookedUp {
  /** By table. */
  used: Record<string, UsedRows>;
  /** The batch, its row ids replaced by local numbers. */
  batch: Record<string, HostTensor>;
}

/** Smallest of 16, 24, 32, 48, 64, 96, ... that holds n. */
export function bucketOf(n: number): number {
  let size = 16;
  while (size < n) {
    if (size * 1.5 >= n) return size * 1.5;
    size *= 2;
  }
  return size;
}

/** Memory for gathered rows, used again step after step: fresh memory costs more than the copying. */
export class Staging {
  readonly #memory = new Map<string, Float32Array>();

  /** Memory for `size` numbers out of the table `name`. */
  take(name: string, size: number): Float32Array {
    let memory = this.#memory.get(name);
    if (!memory || memory.length < size) {
      memory = new Float32Array(size);
      this.#memory.set(name, memory);
    }
    return memory.subarray(0, size);
  }
}

interface Table {
  /** (V, blocks · D): a row's values, then its running means, so that a step reads a row in one place. */
  readonly data: Float32Array;
  readonly rows: number;
  readonly width: number;
  readonly stride: number;
  /** The local number + 1 of each row; all 0 between batches. */
  readonly local: Int32Array;
}

/**
 * Embedding tables (V, D) in host memory, outside the compiled graph: a step takes the distinct rows of its
 * batch and puts them back, so that its cost goes by tokens and not by vocabulary.
 */
export class Tables {
  readonly #tables = new Map<string, Table>();
  readonly #lookups: readonly (readonly [input: string, tables: readonly string[]])[];
  readonly #paddingRow: boolean;

  /** @param means running means that are kept of every number of a table, 0 at first */
  constructor(
    tables: Readonly<Record<string, HostTensor>>,
    lookups: Lookups,
    paddingRow: 0 | undefined,
    means: (table: string) => number = () => 0,
  ) {
    for (const [name, { dtype, shape, data }] of Object.entries(tables)) {
      const [rows, width] = shape;
      if (dtype !== 'float32' || rows === undefined || width === undefined || shape.length !== 2) {
        throw new Error(`table ${name} must be float32 (V, D)`);
      }
      const stride = width * (1 + means(name));
      const table = {
        data: new Float32Array(rows * stride),
        rows,
        width,
        stride,
        local: new Int32Array(rows),
      };
      this.#tables.set(name, table);
      this.assign(name, 0, { dtype, shape, data });
    }
    this.#lookups = Object.entries(lookups).map(([input, named]) => [input, [named].flat()]);
    for (const [input, named] of this.#lookups) this.#check(input, named);
    this.#paddingRow = paddingRow === 0;
  }

  get names(): string[] {
    return [...this.#tables.keys()];
  }

  /** (V, D) of a table. */
  shape(name: string): [number, number] {
    const { rows, width } = this.#table(name);
    return [rows, width];
  }

  /** A copy of a table's values (block 0) or of one of its running means (V, D). */
  block(name: string, block: number): HostTensor {
    const { data, rows, width, stride } = this.#table(name);
    const values = new Float32Array(rows * width);
    for (let row = 0, from = block * width; row < rows; row++, from += stride) {
      values.set(data.subarray(from, from + width), row * width);
    }
    return { shape: [rows, width], dtype: 'float32', data: values };
  }

  /** Replaces a table's values (block 0) or one of its running means; 0 where nothing is given. */
  assign(name: string, block: number, values: HostTensor | undefined): void {
    const { data, rows, width, stride } = this.#table(name);
    if (values && (values.dtype !== 'float32' || values.data.length !== rows * width)) {
      throw new Error(`table ${name} has (${rows}, ${width}), not (${values.shape.join(', ')})`);
    }
    for (let row = 0, at = block * width; row < rows; row++, at += stride) {
      if (values) data.set(values.data.subarray(row * width, (row + 1) * width), at);
      else data.fill(0, at, at + width);
    }
  }

  /** Tables that share an input have the same local numbers: they have as many rows, and no other inputs. */
  #check(input: string, named: readonly string[]): void {
    for (const table of named) {
      if (!this.#tables.has(table))
        throw new Error(`input ${input} looks up table ${table}, which does not exist`);
      const same = this.#lookups.every(
        ([, others]) => !others.includes(table) || others.join() === named.join(),
      );
      if (!same || this.#table(table).rows !== this.#table(named[0]!).rows) {
        throw new Error(
          `tables ${named.join(' and ')} share input ${input}, but not their rows and all their inputs`,
        );
      }
    }
  }

  /** Finds the distinct rows of a batch. With a padding row, that row is number 0. */
  lookUp(batch: Readonly<Record<string, HostTensor>>): LookedUp {
    const { used, batches } = this.lookUpAll([batch]);
    return { used, batch: batches[0]! };
  }

  /** Finds the distinct rows of several batches together. */
  lookUpAll(given: readonly Readonly<Record<string, HostTensor>>[]): {
    used: Record<string, UsedRows>;
    batches: Record<string, HostTensor>[];
  } {
    const ids: Record<string, number[]> = {};
    const batches = given.map((batch): Record<string, HostTensor> => ({ ...batch }));
    const shared = new Map<string, string>();
    for (const name of this.names) {
      ids[name] = [];
      if (this.#paddingRow) {
        ids[name].push(0);
        this.#table(name).local[0] = 1;
      }
    }
    try {
      for (const batch of batches) {
        for (const [input, [name, ...others]] of this.#lookups) {
          const rows = batch[input];
          if (!rows || name === undefined) continue;
          batch[input] = this.#replace(input, rows, name, ids[name]!);
          for (const other of others) shared.set(other, name);
        }
      }
    } finally {
      for (const name of this.names) {
        const { local } = this.#table(name);
        for (const id of ids[name]!) local[id] = 0;
      }
    }
    for (const [table, first] of shared) ids[table] = ids[first]!;
    const used = Object.fromEntries(
      this.names.map((name) => [
        name,
        { ids: Int32Array.from(ids[name]!), padded: bucketOf(ids[name]!.length) },
      ]),
    );
    return { used, batches };
  }

  #replace(input: string, rows: HostTensor, name: string, ids: number[]): HostTensor {
    if (rows.dtype !== 'int32') throw new Error(`input ${input} must be int32: it holds rows of ${name}`);
    const { local } = this.#table(name);
    const data = new Int32Array(rows.data.length);
    for (const [i, id] of rows.data.entries()) {
      const known = local[id];
      if (known === undefined) {
        throw new RangeError(`input ${input} holds row ${id}; table ${name} has ${local.length} rows`);
      }
      if (known > 0) {
        data[i] = known - 1;
      } else {
        data[i] = ids.length;
        ids.push(id);
        local[id] = ids.length;
      }
    }
    return { shape: rows.shape, dtype: 'int32', data };
  }

  /**
   * The used rows of a table: (padded, D), or (padded, (1 + means) D) with their running means; what is padded is 0.
   * They are valid until rows of the table are gathered into the same staging memory again.
   */
  gather(name: string, { ids, padded }: UsedRows, staging: Staging, withMeans: boolean): HostTensor {
    const { data: from, width, stride } = this.#table(name);
    const columns = withMeans ? stride : width;
    const data = staging.take(name, padded * columns);
    for (let i = 0; i < ids.length; i++) {
      const start = ids[i]! * stride;
      data.set(from.subarray(start, start + columns), i * columns);
    }
    data.fill(0, ids.length * columns);
    return { shape: [padded, columns], dtype: 'float32', data };
  }

  /** Puts rows with their running means back where `gather` took them; the padding row stays as it is. */
  scatter(name: string, { ids }: UsedRows, rows: HostTensor): void {
    const { data, stride } = this.#table(name);
    for (let i = this.#paddingRow ? 1 : 0; i < ids.length; i++) {
      data.set(rows.data.subarray(i * stride, (i + 1) * stride), ids[i]! * stride);
    }
  }

  #table(name: string): Table {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`there is no table ${name}`);
    return table;
  }
}

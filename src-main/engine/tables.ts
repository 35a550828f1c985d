import { copyHost } from './host.ts';
import type { HostTensor } from './types.ts';

/** The distinct rows that a batch uses of one table. */
export interface UsedRows {
  /** Rows of the table, in the order of their local numbers. */
  ids: Int32Array;
  /** `ids.length` rounded up, so that few different shapes have to be compiled. */
  padded: number;
}

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

/**
 * Embedding tables (V, D) in host memory, outside the compiled graph: a step takes the distinct rows of its
 * batch and puts them back, so that its cost goes by tokens and not by vocabulary.
 */
export class Tables {
  readonly #tables: Record<string, HostTensor>;
  readonly #lookups: Readonly<Record<string, string>>;
  readonly #paddingRow: boolean;
  /** By table: the local number + 1 of each row; all 0 between batches. */
  readonly #local: Record<string, Int32Array>;

  constructor(
    tables: Readonly<Record<string, HostTensor>>,
    lookups: Readonly<Record<string, string>>,
    paddingRow: 0 | undefined,
  ) {
    this.#tables = Object.fromEntries(
      Object.entries(tables).map(([name, table]) => {
        if (table.dtype !== 'float32' || table.shape.length !== 2) {
          throw new Error(`table ${name} must be float32 (V, D)`);
        }
        return [name, copyHost(table)];
      }),
    );
    for (const [input, table] of Object.entries(lookups)) {
      if (!this.#tables[table])
        throw new Error(`input ${input} looks up table ${table}, which does not exist`);
    }
    this.#lookups = lookups;
    this.#paddingRow = paddingRow === 0;
    this.#local = Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [name, new Int32Array(table.shape[0]!)]),
    );
  }

  get names(): string[] {
    return Object.keys(this.#tables);
  }

  width(table: string): number {
    return this.#table(table).shape[1]!;
  }

  /** The whole table: the memory itself, not a copy. */
  whole(): Readonly<Record<string, HostTensor>> {
    return this.#tables;
  }

  /** Replaces the values of a table. */
  assign(name: string, values: HostTensor): void {
    const table = this.#table(name);
    if (values.dtype !== 'float32' || values.data.length !== table.data.length) {
      throw new Error(`table ${name} has (${table.shape.join(', ')}), not (${values.shape.join(', ')})`);
    }
    table.data.set(values.data);
  }

  /** Finds the distinct rows of a batch. With a padding row, that row is number 0. */
  lookUp(batch: Readonly<Record<string, HostTensor>>): LookedUp {
    const ids: Record<string, number[]> = {};
    const replaced: Record<string, HostTensor> = { ...batch };
    for (const name of this.names) {
      ids[name] = [];
      if (this.#paddingRow) {
        ids[name].push(0);
        this.#local[name]![0] = 1;
      }
    }
    try {
      for (const [input, name] of Object.entries(this.#lookups)) {
        const rows = batch[input];
        if (!rows) continue;
        replaced[input] = this.#replace(input, rows, name, ids[name]!);
      }
    } finally {
      for (const name of this.names) {
        const local = this.#local[name]!;
        for (const id of ids[name]!) local[id] = 0;
      }
    }
    const used = Object.fromEntries(
      this.names.map((name) => [
        name,
        { ids: Int32Array.from(ids[name]!), padded: bucketOf(ids[name]!.length) },
      ]),
    );
    return { used, batch: replaced };
  }

  #replace(input: string, rows: HostTensor, name: string, ids: number[]): HostTensor {
    if (rows.dtype !== 'int32') throw new Error(`input ${input} must be int32: it holds rows of ${name}`);
    const local = this.#local[name]!;
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

  /** The used rows (padded, D) of a tensor that is laid out as the table; what is padded is 0. */
  gather(source: HostTensor, { ids, padded }: UsedRows): HostTensor {
    const width = source.shape[1]!;
    const data = new Float32Array(padded * width);
    for (const [i, id] of ids.entries()) {
      data.set(source.data.subarray(id * width, (id + 1) * width), i * width);
    }
    return { shape: [padded, width], dtype: 'float32', data };
  }

  /** Puts rows back where `gather` took them; the padding row stays as it is. */
  scatter(target: HostTensor, { ids }: UsedRows, rows: HostTensor): void {
    const width = target.shape[1]!;
    for (const [i, id] of ids.entries()) {
      if (this.#paddingRow && id === 0) continue;
      target.data.set(rows.data.subarray(i * width, (i + 1) * width), id * width);
    }
  }

  #table(name: string): HostTensor {
    const table = this.#tables[name];
    if (!table) throw new Error(`there is no table ${name}`);
    return table;
  }
}

import { z } from 'zod';
import { PriceWriter, type StoredPrice } from '../store/price-writer.ts';
import type { WritableStore } from '../store/store.ts';
import type { Problem } from './outcome.ts';
import { PriceNeighbours } from './price-neighbours.ts';
import type { PriceRow } from './price-rows.ts';
import type { Sink, StoreOutcome, Taken } from './sink.ts';

const figure = z.number().nullable();

/** A price as it is kept. */
export const keptPriceSchema = z.object({
  symbol: z.string(),
  day: z.string(),
  open: figure,
  high: figure,
  low: figure,
  close: z.number(),
  adjusted: figure,
  volume: figure,
});

/** Stores prices, one a ticker and day. The first one counts: a later one that contradicts it is not taken. */
export class PriceSink implements Sink<PriceRow> {
  readonly #source: number;
  readonly #prices: PriceWriter;
  readonly #neighbours: PriceNeighbours | null;
  readonly #kept = new Map<number, PriceRow>();

  /** @param checksNeighbours prices that are off by 1000 from the one before are not taken */
  constructor(store: WritableStore, source: number, checksNeighbours: boolean) {
    this.#source = source;
    this.#prices = new PriceWriter(store, source);
    this.#neighbours = checksNeighbours ? new PriceNeighbours() : null;
  }

  take(records: readonly Taken<PriceRow>[]): StoreOutcome[] {
    this.#kept.clear();
    return records.map(({ value, place: { line } }, i): StoreOutcome => {
      const jump = this.#neighbours?.problemOf(value) ?? null;
      if (jump !== null) return jump;
      this.#neighbours?.keep(value, line);
      const stored = this.#prices.add(value.symbol, value, line);
      if (stored !== null && stored.source !== this.#source) this.#kept.set(i, value);
      return stored === null ? 'accepted' : (contradiction(value, stored) ?? 'duplicate');
    });
  }

  kept(): ReadonlyMap<number, PriceRow> {
    return this.#kept;
  }
}

function contradiction(row: PriceRow, stored: StoredPrice): Problem | null {
  const figure = (['open', 'high', 'low', 'close', 'adjusted', 'volume'] as const).find(
    (name) => row[name] !== stored[name],
  );
  if (figure === undefined) return null;
  const written = (value: number | null): string => (value === null ? 'none' : String(value));
  return {
    kind: 'conflict',
    column: figure,
    message:
      `${figure} ${written(row[figure])} of ${row.symbol} on ${row.day} contradicts ${written(stored[figure])}, ` +
      `given in line ${stored.line} of ${stored.file}; the first one counts`,
  };
}

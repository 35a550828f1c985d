/** Returns of tickers between two prices, and of the market. */
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { ofOneKind, pricedTickers, prices } from '../../store/prices.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { PricePoint } from './sessions.ts';

interface DayPrices {
  open: number | null;
  close: number;
}

/** Fewer tickers are no market. */
const leastTickers = 5;

/** Prices of all tickers, adjusted for splits and dividends where that is known. */
export class Returns {
  readonly #prices = new Map<string, Map<string, DayPrices>>();
  /** By the points between which they are. */
  readonly #market = new Map<string, number | null>();
  readonly #over: string;
  /** Days on which the exchange traded. */
  readonly days: string[];

  /** @throws UserError where there are no prices, or none of what a return is compared with */
  constructor(store: ReadableStore, over: string) {
    for (const { symbol } of pricedTickers(store)) {
      const byDay = new Map<string, DayPrices>();
      for (const { day, open, close, adjusted } of ofOneKind(prices(store, symbol))) {
        const factor = (adjusted ?? close) / close;
        byDay.set(day, { open: open === null ? null : open * factor, close: close * factor });
      }
      this.#prices.set(symbol.toUpperCase(), byDay);
    }
    if (this.#prices.size === 0) {
      throw new UserError('use', 'There are no prices in this workspace to make labels from.', {
        remedies: [{ action: 'import', what: 'prices' }],
      });
    }
    this.#over = over === 'market' || over === 'none' ? over : over.toUpperCase();
    if (over === 'market' && this.#prices.size < leastTickers) {
      throw new UserError(
        'use',
        `Only ${counted(this.#prices.size, 'ticker has', 'tickers have')} prices, which are no market to compare a return with: at least ${leastTickers} are needed. Compare with one ticker, such as an index, or with nothing.`,
      );
    }
    if (over !== 'market' && over !== 'none' && !this.#prices.has(this.#over)) {
      throw new UserError(
        'use',
        `${this.#over} has no prices in this workspace, so no return can be compared with it.`,
        {
          remedies: [{ action: 'import', what: 'prices' }],
        },
      );
    }
    this.days = this.#tradingDays();
  }

  has(symbol: string): boolean {
    return this.#prices.has(symbol.toUpperCase());
  }

  /** The return of a ticker over that of the market, as a share of 1; null: a price is missing. */
  between(symbol: string, start: PricePoint, end: PricePoint): number | null {
    const own = this.#raw(symbol.toUpperCase(), start, end);
    if (own === null || this.#over === 'none') return own;
    const market = this.#over === 'market' ? this.#mean(start, end) : this.#raw(this.#over, start, end);
    return market === null ? null : own - market;
  }

  #raw(symbol: string, start: PricePoint, end: PricePoint): number | null {
    const byDay = this.#prices.get(symbol);
    const first = byDay?.get(this.days[start.session]!);
    const last = byDay?.get(this.days[end.session]!);
    const from = first?.[start.kind] ?? null;
    return from === null || last === undefined ? null : last.close / from - 1;
  }

  #mean(start: PricePoint, end: PricePoint): number | null {
    const key = `${start.session} ${start.kind} ${end.session}`;
    const known = this.#market.get(key);
    if (known !== undefined) return known;
    const all = [...this.#prices.keys()].flatMap((symbol) => this.#raw(symbol, start, end) ?? []);
    const mean = all.length < leastTickers ? null : all.reduce((sum, value) => sum + value, 0) / all.length;
    this.#market.set(key, mean);
    return mean;
  }

  /** A day on which hardly any ticker has a price, as some have on a weekend, is none of the exchange. */
  #tradingDays(): string[] {
    const counts = new Map<string, number>();
    for (const byDay of this.#prices.values()) {
      for (const day of byDay.keys()) counts.set(day, (counts.get(day) ?? 0) + 1);
    }
    const most = counts.values().reduce((a, b) => Math.max(a, b), 0);
    return [...counts].flatMap(([day, count]) => (2 * count >= most ? [day] : [])).sort();
  }
}

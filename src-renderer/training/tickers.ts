/** Tickers as they are typed, `$goog, msft`; null: none is, which stands for all. */
export function typedTickers(typed: string): string[] | null {
  const symbols = typed
    .split(/[\s,;]+/)
    .map((symbol) => symbol.replace(/^\$/, '').toUpperCase())
    .filter((symbol) => symbol !== '');
  return symbols.length === 0 ? null : [...new Set(symbols)];
}

/** Tickers as one would type them. */
export function tickersAsTyped(symbols: readonly string[] | null): string {
  return symbols?.join(', ') ?? '';
}

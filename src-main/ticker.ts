/** Tickers as people write them: `NFLX`, `nflx`, or as the cashtag `$NFLX`. */

/** A ticker without the blanks around it and the dollar sign of a cashtag; its letters stay as they are. */
export function bareSymbol(written: string): string {
  return written.trim().replace(/^\$/, '');
}

/** A ticker that somebody typed, as tickers are shown: bare, in upper case. */
export function typedSymbol(typed: string): string {
  return bareSymbol(typed).toUpperCase();
}

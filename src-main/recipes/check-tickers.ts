import { UserError } from '../errors.ts';
import { mentionedTickers } from '../store/companies.ts';
import { typedSymbol } from '../ticker.ts';
import type { ReadableStore } from '../store/store.ts';
import { pricedTickers } from '../store/prices.ts';
import { didYouMean } from '../suggest.ts';
import { listed } from '../configs/setting-values.ts';

/**
 * @param symbols requested tickers; null: all
 * @param of what is read of them
 * @throws UserError that names each unknown ticker, with the most similar known ones
 */
export function checkTickers(
  store: ReadableStore,
  symbols: readonly string[] | null,
  of: 'texts' | 'prices',
): void {
  if (symbols === null) return;
  const known = of === 'texts' ? mentionedTickers(store) : pricedTickers(store).map(({ symbol }) => symbol);
  const names = new Set(known.map((symbol) => symbol.toUpperCase()));
  const unknown = symbols.filter((symbol) => !names.has(typedSymbol(symbol)));
  if (unknown.length === 0) return;
  const named = unknown.map((symbol) => `"${symbol}"`);
  const none =
    named.length === 1 ? `There is no ticker ${named[0]}` : `There are no tickers ${listed(named, 'and')}`;
  const meant = unknown.map((symbol) => didYouMean(symbol, known)).join('');
  throw new UserError('use', `${none} with ${of} in this workspace.${meant}`, {
    remedies: [{ action: 'list', what: 'companies' }],
  });
}

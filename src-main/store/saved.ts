/** Searches of texts and groups of tickers that have a name in the workspace. */
import { z } from 'zod';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { recordDeletion } from './record-deletion.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import { knownTickers } from './text-filter.ts';
import { transactional } from './transaction.ts';

export interface SavedSearch {
  name: string;
  query: string;
}

export interface TickerGroup {
  name: string;
  /** As the workspace spells them, in the order in which they were named. */
  symbols: string[];
}

/** All that has a name, each in alphabetical order. */
export interface Saved {
  searches: SavedSearch[];
  groups: TickerGroup[];
}

const symbolsSchema = z.array(z.string());

export function savedThings({ db }: ReadableStore): Saved {
  const groups = db
    .prepare<[], { name: string; symbols: string }>(
      'SELECT name, symbols FROM ticker_group ORDER BY name COLLATE NOCASE, name',
    )
    .all();
  return {
    searches: db
      .prepare<[], SavedSearch>('SELECT name, query FROM saved_search ORDER BY name COLLATE NOCASE, name')
      .all(),
    groups: groups.map(({ name, symbols }) => ({ name, symbols: symbolsSchema.parse(JSON.parse(symbols)) })),
  };
}

/** @throws UserError if a search of this name is saved already: nothing is replaced unasked */
export function saveSearch(store: WritableStore, { name, query }: SavedSearch): void {
  const before = savedThings(store).searches.find((one) => one.name === name);
  if (before !== undefined) {
    throw new UserError(
      'use',
      `There is a saved search “${name}” already, for ${before.query}. Choose another name, or remove it first.`,
    );
  }
  store.db
    .prepare('INSERT INTO saved_search (name, query, saved_at) VALUES (?, ?, ?)')
    .run(name, query, Date.now());
}

/** @throws UserError if there is a group of this name already, or a ticker that the workspace does not have */
export function saveGroup(store: WritableStore, { name, symbols }: TickerGroup): void {
  const before = savedThings(store).groups.find((one) => one.name === name);
  if (before !== undefined) {
    throw new UserError(
      'use',
      `There is a group “${name}” already, with ${counted(before.symbols.length, 'ticker')}. Choose another name, or remove it first.`,
    );
  }
  const known = [...new Set(knownTickers(store, symbols).map(({ symbol }) => symbol))];
  store.db
    .prepare('INSERT INTO ticker_group (name, symbols, saved_at) VALUES (?, ?, ?)')
    .run(name, JSON.stringify(known), Date.now());
}

const tables = { search: 'saved_search', group: 'ticker_group' } as const;

/**
 * Removes a saved search or a group; neither texts nor tickers change.
 *
 * @returns its number in the bin, from which it can be brought back
 * @throws UserError if there is none of this name
 */
export function removeSaved(
  store: WritableStore,
  { what, name }: { what: 'search' | 'group'; name: string },
): number {
  const remove = transactional(store, () =>
    recordDeletion(store, { what, name, item: null }, () => {
      const { changes } = store.db.prepare(`DELETE FROM ${tables[what]} WHERE name = ?`).run(name);
      if (changes === 0) {
        throw new UserError('use', `There is no ${what === 'search' ? 'saved search' : 'group'} “${name}”.`);
      }
    }),
  );
  return remove().deletion;
}

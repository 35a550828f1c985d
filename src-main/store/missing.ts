/** What is said of a document, ticker or label scheme that the workspace does not have. */
import { UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { bareSymbol, typedSymbol } from '../ticker.ts';
import type { ReadableStore } from './store.ts';

/** There is no such document; says which numbers there are. */
export function noSuchDocument(store: ReadableStore, id: number): UserError {
  const { first, last } = store.db
    .prepare<[], { first: number | null; last: number | null }>(
      'SELECT min(id) AS first, max(id) AS last FROM document',
    )
    .get()!;
  if (first === null) {
    return new UserError('use', `There is no document ${id}: the workspace has no texts yet.`, {
      remedies: [{ action: 'import', what: 'texts' }],
    });
  }
  return new UserError('use', `There is no document ${id}. The documents are numbered ${first} to ${last}.`);
}

/** There is no such ticker; suggests those that may have been meant, by symbol or by company name. */
export function noSuchTicker(store: ReadableStore, symbol: string): UserError {
  const bare = bareSymbol(symbol);
  if (bare === '') return new UserError('use', 'A ticker is missing. Give one, such as NFLX.');
  const known = store.db.prepare<[], string>('SELECT symbol FROM company ORDER BY symbol').pluck().all();
  if (known.length === 0) {
    return new UserError('use', `There is no ticker ${bare}: the workspace has no companies yet.`, {
      remedies: [{ action: 'import', what: 'texts' }],
    });
  }
  const parts = new Set(bare.split(/[,;\s]+/).map((part) => typedSymbol(part)));
  const several = known.filter((one) => parts.has(one.toUpperCase()));
  if (several.length > 1) {
    return new UserError('use', `"${bare}" names several tickers. Name one of them, such as ${several[0]}.`);
  }
  const named = tickersNamed(store, bare);
  const meant = named.length > 0 ? ` ${named.join(', ')}.` : didYouMean(bare, known);
  return new UserError('use', `There is no ticker ${bare}.${meant}`, {
    remedies: [{ action: 'list', what: 'companies' }],
  });
}

/** A sentence on a label scheme that is about to be made; null: there is one of this name already. */
export function newSchemeSentence(store: ReadableStore, scheme: string): string | null {
  const known = schemes(store);
  if (known.includes(scheme)) return null;
  return `The label scheme "${scheme}" is new.${didYouMean(scheme, known)}`;
}

function schemes(store: ReadableStore): string[] {
  return store.db.prepare<[], string>('SELECT DISTINCT scheme FROM label ORDER BY scheme').pluck().all();
}

/** There is no label scheme of this name; lists those that exist. */
export function noSuchScheme(store: ReadableStore, scheme: string): UserError {
  const known = schemes(store);
  if (known.length === 0) {
    return new UserError('use', `There is no label scheme "${scheme}": the workspace has no labels yet.`, {
      remedies: [{ action: 'import', what: 'labels', scheme }],
    });
  }
  const meant = didYouMean(scheme, known);
  const all = known.length === 1 ? `The only scheme is ${known[0]}.` : `The schemes are ${known.join(', ')}.`;
  return new UserError('use', `There is no label scheme "${scheme}".${meant} ${all}`);
}

/** `NFLX is Netflix`, for each company whose name begins with the words. */
function tickersNamed(store: ReadableStore, words: string): string[] {
  if (words.length < 4) return [];
  return store.db
    .prepare<[string], string>(
      `SELECT c.symbol || ' is ' || min(n.name) FROM company c
       JOIN (SELECT id, name FROM company UNION ALL SELECT company_id, name FROM company_alias) n ON n.id = c.id
       WHERE instr(lower(n.name), lower(?)) = 1 GROUP BY c.id ORDER BY c.symbol LIMIT 3`,
    )
    .pluck()
    .all(words);
}

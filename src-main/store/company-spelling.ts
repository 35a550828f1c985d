/**
 * Classes of shares, which some write with a point and others with a hyphen: `BRK.B` and `BRK-B`. Two such tickers are
 * one company where a list of companies names it under one of them, or both with the same name.
 */
import { bareSymbol } from '../ticker.ts';
import type { ReadableStore, WritableStore } from './store.ts';

const SEPARATORS = ['.', '-', '/'] as const;

/** The other ways of writing a ticker with a class of shares; none for a ticker without one. */
export function otherSpellings(symbol: string): string[] {
  const [, ticker, separator, letter] = /^([A-Z0-9]{1,6})([./-])([A-Z])$/i.exec(symbol) ?? [];
  if (ticker === undefined || letter === undefined) return [];
  return SEPARATORS.filter((other) => other !== separator).map((other) => `${ticker}${other}${letter}`);
}

interface Company {
  id: number;
  symbol: string;
  /** As a list of companies names it; null: none does. */
  name: string | null;
}

function companiesOf({ db }: ReadableStore, symbols: readonly string[]): Company[] {
  const find = db.prepare<[string], Company>('SELECT id, symbol, name FROM company WHERE symbol = ?');
  return symbols.map((symbol) => find.get(symbol)).filter((company) => company !== undefined);
}

/** The company that lists name under other spellings of a ticker; null: there is none, or they name several. */
export function namedElsewhere(store: ReadableStore, symbol: string): Company | null {
  const [company, ...others] = companiesOf(store, otherSpellings(symbol)).filter(({ name }) => name !== null);
  return company === undefined || others.some(({ name }) => name !== company.name) ? null : company;
}

/** A ticker as somebody asks for it, with or without its dollar sign, as the workspace writes it if it knows it. */
export function storedSymbol(store: ReadableStore, asked: string): string {
  const symbol = bareSymbol(asked);
  const [exact] = companiesOf(store, [symbol]);
  return exact?.symbol ?? namedElsewhere(store, symbol)?.symbol ?? symbol;
}

/** The company under another spelling of a ticker that a list means by this name; null: there is none. */
export function meantElsewhere(store: ReadableStore, symbol: string, name: string): Company | null {
  return (
    companiesOf(store, otherSpellings(symbol)).find((other) => other.name === null || other.name === name) ??
    null
  );
}

/**
 * Gives what is stored of other spellings of a ticker, which no list names, to its company. Spellings stay apart where
 * a run has vectors of them, or where both have prices of one day.
 */
export function joinSpellings(store: WritableStore, id: number, symbol: string): void {
  const { db } = store;
  const kept = db
    .prepare<{ id: number; other: number }, number>(
      `SELECT EXISTS (SELECT 1 FROM embedding WHERE company_id = @other)
           OR EXISTS (SELECT 1 FROM topic_embedding WHERE company_id = @other)
           OR EXISTS (SELECT 1 FROM price a JOIN price b USING (day) WHERE a.company_id = @id AND b.company_id = @other)`,
    )
    .pluck();
  for (const other of companiesOf(store, otherSpellings(symbol))) {
    if (other.name !== null || kept.get({ id, other: other.id }) === 1) continue;
    db.prepare('UPDATE OR IGNORE mention SET company_id = ? WHERE company_id = ?').run(id, other.id);
    db.prepare('DELETE FROM mention WHERE company_id = ?').run(other.id);
    db.prepare('UPDATE price SET company_id = ? WHERE company_id = ?').run(id, other.id);
    db.prepare(
      `INSERT INTO company_alias (company_id, name, documents)
       SELECT ?, name, documents FROM company_alias WHERE company_id = ?
       ON CONFLICT DO UPDATE SET documents = documents + excluded.documents`,
    ).run(id, other.id);
    db.prepare('DELETE FROM company_alias WHERE company_id = ?').run(other.id);
    db.prepare(
      `INSERT INTO spelling (source_file, company_id, name, documents)
       SELECT source_file, ?, name, documents FROM spelling WHERE company_id = ?
       ON CONFLICT DO UPDATE SET documents = documents + excluded.documents`,
    ).run(id, other.id);
    db.prepare('DELETE FROM spelling WHERE company_id = ?').run(other.id);
    db.prepare('UPDATE company_label SET company_id = ? WHERE company_id = ?').run(id, other.id);
    db.prepare('DELETE FROM company WHERE id = ?').run(other.id);
  }
}

import SQLite from 'better-sqlite3';
import type { ReadableDatabase } from './store.ts';

/** What of the database stands on damaged pages. */
export interface DamagedPart {
  /** `free`: pages that nothing stands on; `unknown`: where they belong cannot be told, since others are damaged too. */
  kind: 'table' | 'index' | 'full-text index' | 'free' | 'unknown';
  /** Of the table or index; empty: none. */
  name: string;
  pages: number[];
}

/** The full-text index keeps itself in tables of its own. */
const FULL_TEXT = 'document_text';

/** What stands on these pages. */
export function damagedParts(db: ReadableDatabase, pages: readonly number[]): DamagedPart[] {
  const parts = new Map<string, DamagedPart>();
  const owners = ownersOf(db, new Set(pages));
  const types = owners === null ? new Map<string, string>() : typesOf(db);
  for (const page of pages) {
    const name = owners?.get(page) ?? '';
    const kind = owners === null ? 'unknown' : kindOf(name, types);
    const shown = kind === 'full-text index' ? FULL_TEXT : name;
    const part = parts.get(`${kind} ${shown}`) ?? { kind, name: shown, pages: [] };
    part.pages.push(page);
    parts.set(`${kind} ${shown}`, part);
  }
  return [...parts.values()];
}

function kindOf(name: string, types: ReadonlyMap<string, string>): DamagedPart['kind'] {
  if (name === '') return 'free';
  if (name.startsWith(FULL_TEXT)) return 'full-text index';
  return types.get(name) === 'index' ? 'index' : 'table';
}

function typesOf(db: ReadableDatabase): Map<string, string> {
  return new Map(db.prepare<[], [string, string]>('SELECT name, type FROM sqlite_schema').raw().all());
}

/** The table or index of each page; null: SQLite cannot walk through all of them. */
function ownersOf(db: ReadableDatabase, pages: ReadonlySet<number>): Map<number, string> | null {
  const owners = new Map<number, string>();
  try {
    const rows = db.prepare<[], [number, string]>('SELECT pageno, name FROM dbstat').raw();
    for (const [page, name] of rows.iterate()) if (pages.has(page)) owners.set(page, name);
    return owners;
  } catch (error) {
    if (error instanceof SQLite.SqliteError) return null;
    throw error;
  }
}

import type { Statement } from 'better-sqlite3';
import { CompanyIds } from './company-writer.ts';
import type { WritableStore } from './store.ts';

/** Stands for no time among mentions: one before the earliest that there is. See the schema. */
const NO_TIME = -8_640_000_000_000_001;

interface Company {
  id: number;
  /** Spellings of the name, with the documents of this transaction that use them. */
  spellings: Map<string, number>;
}

/** Stores which companies documents mention; creates companies when they are first mentioned. */
export class MentionWriter {
  readonly #insert: Statement;
  readonly #countSpelling: Statement;
  readonly #ids: CompanyIds;
  readonly #companies = new Map<string, Company>();

  constructor(store: WritableStore) {
    this.#ids = new CompanyIds(store);
    this.#insert = store.db.prepare(
      'INSERT INTO mention (company_id, published_at, document_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#countSpelling = store.db.prepare(
      `INSERT INTO company_alias (company_id, name, documents) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET documents = documents + excluded.documents`,
    );
  }

  add(document: number, publishedAt: number | null, symbol: string, name: string): void {
    const company = this.#companies.get(symbol) ?? this.#companyOf(symbol);
    const { changes } = this.#insert.run(company.id, publishedAt ?? NO_TIME, document);
    if (changes > 0 && name !== '') company.spellings.set(name, (company.spellings.get(name) ?? 0) + 1);
  }

  /** To be called at the end of a transaction: counts the spellings of names, of which the most frequent one is shown. */
  end(): void {
    for (const { id, spellings } of this.#companies.values()) {
      for (const [name, documents] of spellings) this.#countSpelling.run(id, name, documents);
    }
    this.#companies.clear();
  }

  #companyOf(symbol: string): Company {
    const company = { id: this.#ids.of(symbol), spellings: new Map<string, number>() };
    this.#companies.set(symbol, company);
    return company;
  }
}

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

  readonly #source: number;
  readonly #sourceOf: Statement<[string, number], number | null>;
  readonly #countOfSource: Statement;

  constructor(store: WritableStore, source: number) {
    this.#source = source;
    this.#ids = new CompanyIds(store);
    this.#insert = store.db.prepare(
      'INSERT INTO mention (company_id, published_at, document_id, source_file) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#countSpelling = store.db.prepare(
      `INSERT INTO company_alias (company_id, name, documents) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET documents = documents + excluded.documents`,
    );
    this.#countOfSource = store.db.prepare(
      `INSERT INTO spelling (source_file, company_id, name, documents) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET documents = documents + excluded.documents`,
    );
    this.#sourceOf = store.db
      .prepare<[string, number], number | null>(
        `SELECT coalesce(m.source_file, d.source_file) FROM mention m
         JOIN company c ON c.id = m.company_id JOIN document d ON d.id = m.document_id
         WHERE c.symbol = ? AND m.document_id = ?`,
      )
      .pluck();
  }

  /** Notes that a document mentions a company; false: that is known already. */
  add(document: number, publishedAt: number | null, symbol: string, name: string): boolean {
    const company = this.#companies.get(symbol) ?? this.#companyOf(symbol);
    const { changes } = this.#insert.run(company.id, publishedAt ?? NO_TIME, document, this.#source);
    if (changes > 0 && name !== '') company.spellings.set(name, (company.spellings.get(name) ?? 0) + 1);
    return changes > 0;
  }

  /** Whether another file gave a mention that is there. */
  isOfAnother(document: number, symbol: string): boolean {
    return this.#sourceOf.get(symbol, document) !== this.#source;
  }

  /** To be called at the end of a transaction: counts the spellings of names, of which the most frequent one is shown. */
  end(): void {
    for (const { id, spellings } of this.#companies.values()) {
      for (const [name, documents] of spellings) {
        this.#countSpelling.run(id, name, documents);
        this.#countOfSource.run(this.#source, id, name, documents);
      }
    }
    this.#companies.clear();
  }

  #companyOf(symbol: string): Company {
    const company = { id: this.#ids.of(symbol), spellings: new Map<string, number>() };
    this.#companies.set(symbol, company);
    return company;
  }
}

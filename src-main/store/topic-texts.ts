import type { ReadableStore } from './store.ts';

export interface TopicText {
  document: number;
  text: string;
  /** Near-duplicate group. */
  group: number;
  /** The companies that it mentions. */
  companies: number[];
}

/** Texts that are read at once. */
const pageSize = 5000;

/** All texts of the workspace with the companies that they mention, by id. */
export function* topicTexts(store: ReadableStore): Generator<TopicText> {
  const mentions = new Map<number, number[]>();
  const rows = store.db
    .prepare<[], [number, number]>(
      'SELECT document_id, company_id FROM mention ORDER BY document_id, company_id',
    )
    .raw()
    .iterate();
  for (const [document, company] of rows) {
    const known = mentions.get(document);
    if (known) known.push(company);
    else mentions.set(document, [company]);
  }
  // Page by page, so that no statement is open while whoever reads them lets others have their turn.
  const page = store.db.prepare<[after: number], Omit<TopicText, 'companies'>>(
    `SELECT id AS document, text, near_duplicate_group AS "group" FROM document
     WHERE id > ? ORDER BY id LIMIT ${pageSize}`,
  );
  let after = 0;
  for (;;) {
    const texts = page.all(after);
    for (const row of texts) yield { ...row, companies: mentions.get(row.document) ?? [] };
    if (texts.length < pageSize) return;
    after = texts.at(-1)!.document;
  }
}

/** The names of all companies, by company. */
export function namesOfCompanies(store: ReadableStore): Map<number, { symbol: string; names: string[] }> {
  const found = new Map<number, { symbol: string; names: string[] }>();
  const companies = store.db
    .prepare<[], { id: number; symbol: string; name: string | null }>('SELECT id, symbol, name FROM company')
    .all();
  for (const { id, symbol, name } of companies) found.set(id, { symbol, names: name === null ? [] : [name] });
  const aliases = store.db
    .prepare<[], { company: number; name: string }>('SELECT company_id AS company, name FROM company_alias')
    .all();
  for (const { company, name } of aliases) found.get(company)?.names.push(name);
  return found;
}

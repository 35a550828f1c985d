import type { Database, Statement } from 'better-sqlite3';
import type { Store } from '../store/open.ts';
import { cleanText } from '../text/clean.ts';
import { DocumentWriter } from './document-writer.ts';
import { lookupKeys, matchTexts } from './label-file.ts';
import type { LabelRow } from './label-rows.ts';
import type { Problem } from './outcome.ts';
import type { Fate, Sink, Taken } from './sink.ts';

interface StoredLabel {
  value: string;
  file: string | null;
  line: number | null;
}

/**
 * Stores labels at the documents that say what they were made on; a text that no document says becomes one, without
 * time. The first label of a text counts: a later one that contradicts it is not taken.
 */
export class LabelSink implements Sink<LabelRow> {
  readonly found = { matched: 0, matchedSeveral: 0, conflicts: 0 };
  readonly #store: Store;
  readonly #scheme: string;
  readonly #nameOf: (value: string) => string;
  readonly #documents: DocumentWriter;
  readonly #label: Statement<[number, string], StoredLabel>;
  readonly #insert: (document: number, value: string, line: number) => void;

  constructor(store: Store, source: number, scheme: string, nameOf: (value: string) => string) {
    this.#store = store;
    this.#scheme = scheme;
    this.#nameOf = nameOf;
    this.#documents = new DocumentWriter(store.db, source);
    this.#label = importedLabel(store.db);
    const insert = store.db.prepare(
      `INSERT INTO label (document_id, scheme, origin, value, confidence, source_file, line, created_at)
       VALUES (?, ?, 'import', ?, NULL, ?, ?, ?)`,
    );
    this.#insert = (document, value, line) => {
      insert.run(document, scheme, value, source, line, Date.now());
    };
  }

  take(records: readonly Taken<LabelRow>[]): Fate[] {
    this.#documents.begin();
    const texts = records.map(({ value }) => value.text);
    const matches = matchTexts(this.#store, texts);
    const made = new Map<string, number>();
    const fates = records.map(({ value, place: { line } }, i): Fate => {
      const text = cleanText(value.text);
      const key = lookupKeys(text)[0]!;
      const ids = matches[i]!;
      if (ids.length > 0) this.found.matched++;
      if (ids.length > 1) this.found.matchedSeveral++;
      const before = made.get(key);
      if (ids.length === 0 && before === undefined) {
        const document = { text, publishedAt: null, author: null, url: null, verified: false, line };
        const { id } = this.#documents.add(document);
        made.set(key, id);
        return this.#labelAll([id], value.value, line);
      }
      return this.#labelAll(before === undefined ? ids : [before], value.value, line);
    });
    this.#documents.end();
    return fates;
  }

  #labelAll(ids: readonly number[], written: string, line: number): Fate {
    const value = this.#nameOf(written);
    const labels = ids.map((id) => ({ id, label: this.#label.get(id, this.#scheme) }));
    const other = labels.find(({ label }) => label !== undefined && label.value !== value)?.label;
    if (other !== undefined) {
      this.found.conflicts++;
      return conflict(value, other);
    }
    const unlabelled = labels.filter(({ label }) => label === undefined);
    for (const { id } of unlabelled) this.#insert(id, value, line);
    return unlabelled.length > 0 ? 'accepted' : 'duplicate';
  }
}

function importedLabel(db: Database): Statement<[number, string], StoredLabel> {
  return db.prepare(
    `SELECT l.value, s.name AS file, l.line FROM label l LEFT JOIN source_file s ON s.id = l.source_file
     WHERE l.document_id = ? AND l.scheme = ? AND l.origin = 'import'`,
  );
}

function conflict(value: string, { value: earlier, file, line }: StoredLabel): Problem {
  return {
    kind: 'conflict',
    column: 'label',
    message: `"${value}" contradicts "${earlier}", given to the same text in line ${line} of ${file}; the first one counts`,
  };
}

import type { Database } from 'better-sqlite3';
import { DocumentWriter } from './document-writer.ts';
import { LabelWriter } from './label-writer.ts';
import { MentionWriter } from './mention-writer.ts';
import type { Fate, Sink, Taken } from './sink.ts';
import type { TextRow } from './text-rows.ts';

/** Stores texts with the tickers that they mention and their labels. A known text with a new label is accepted. */
export class TextSink implements Sink<TextRow> {
  readonly #documents: DocumentWriter;
  readonly #mentions: MentionWriter;
  readonly #labels: LabelWriter;
  readonly #nameOf: (scheme: string, value: string) => string;

  constructor(db: Database, source: number, nameOf: (scheme: string, value: string) => string) {
    this.#documents = new DocumentWriter(db, source);
    this.#mentions = new MentionWriter(db);
    this.#labels = new LabelWriter(db, source);
    this.#nameOf = nameOf;
  }

  take(records: readonly Taken<TextRow>[]): Fate[] {
    this.#documents.begin();
    const fates = records.map(({ value, place: { line } }): Fate => {
      const { companies, labels, ...text } = value;
      const { id, isNew } = this.#documents.add({ ...text, line });
      const named = labels.map(({ scheme, value }) => ({ scheme, value: this.#nameOf(scheme, value) }));
      const fate = this.#labels.label([id], named, line);
      // A record that is not taken changes nothing.
      if (typeof fate !== 'string') return fate;
      for (const { symbol, name } of companies) this.#mentions.add(id, text.publishedAt, symbol, name);
      return isNew ? 'accepted' : fate;
    });
    this.#documents.end();
    this.#mentions.end();
    return fates;
  }
}

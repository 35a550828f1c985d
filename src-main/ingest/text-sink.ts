import { DocumentWriter } from '../store/document-writer.ts';
import { LabelWriter } from '../store/label-writer.ts';
import { MentionWriter } from '../store/mention-writer.ts';
import type { WritableStore } from '../store/store.ts';
import { addLabels } from './add-labels.ts';
import { documentRow } from './document-row.ts';
import type { StoreOutcome, Sink, Taken } from './sink.ts';
import type { TextRow } from './text-rows.ts';

/** Stores texts with the tickers that they mention and their labels. A known text with a new label is accepted. */
export class TextSink implements Sink<TextRow> {
  readonly #documents: DocumentWriter;
  readonly #mentions: MentionWriter;
  readonly #labels: LabelWriter;
  readonly #nameOf: (scheme: string, value: string) => string;

  constructor(store: WritableStore, source: number, nameOf: (scheme: string, value: string) => string) {
    this.#documents = new DocumentWriter(store, source);
    this.#mentions = new MentionWriter(store);
    this.#labels = new LabelWriter(store, source);
    this.#nameOf = nameOf;
  }

  take(records: readonly Taken<TextRow>[]): StoreOutcome[] {
    this.#documents.begin();
    const outcomes = records.map(({ value, place: { line } }): StoreOutcome => {
      const { companies, labels, ...text } = value;
      const { id, isNew } = this.#documents.add(documentRow(text, line));
      const named = labels.map(({ scheme, value }) => ({ scheme, value: this.#nameOf(scheme, value) }));
      const labelled = addLabels(this.#labels, [id], named, line);
      // A record that is not taken changes nothing.
      if (typeof labelled !== 'string') return labelled;
      for (const { symbol, name } of companies) this.#mentions.add(id, text.publishedAt, symbol, name);
      return isNew ? 'accepted' : labelled;
    });
    this.#documents.end();
    this.#mentions.end();
    return outcomes;
  }
}

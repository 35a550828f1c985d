import { z } from 'zod';
import { DocumentWriter } from '../store/document-writer.ts';
import { LabelWriter } from '../store/label-writer.ts';
import { MentionWriter } from '../store/mention-writer.ts';
import type { WritableStore } from '../store/store.ts';
import { addLabels } from './add-labels.ts';
import { documentRow } from './document-row.ts';
import type { StoreOutcome, Sink, Taken } from './sink.ts';
import type { TextRow } from './text-rows.ts';
import { tweetSchema } from './tweet.ts';

/** A text as it is kept: its labels have the names that the workspace gives them. A tweet is kept without labels. */
export const keptTextSchema = z.object({
  ...tweetSchema.shape,
  labels: z.array(z.object({ scheme: z.string(), value: z.string() })).default([]),
});

/** Stores texts with the tickers that they mention and their labels. A known text with a new label is accepted. */
export class TextSink implements Sink<TextRow> {
  readonly #source: number;
  readonly #documents: DocumentWriter;
  readonly #mentions: MentionWriter;
  readonly #labels: LabelWriter;
  readonly #nameOf: (scheme: string, value: string) => string;
  readonly #kept = new Map<number, TextRow>();

  /** @param forgotten the source file that is being forgotten, if records are taken again for it */
  constructor(
    store: WritableStore,
    source: number,
    nameOf: (scheme: string, value: string) => string,
    forgotten: number | null = null,
  ) {
    this.#source = source;
    this.#documents = new DocumentWriter(store, source, forgotten);
    this.#mentions = new MentionWriter(store, source);
    this.#labels = new LabelWriter(store, source);
    this.#nameOf = nameOf;
  }

  take(records: readonly Taken<TextRow>[]): StoreOutcome[] {
    this.#kept.clear();
    this.#documents.begin();
    const outcomes = records.map(({ value, place: { line } }, i): StoreOutcome => {
      const { companies, labels, ...text } = value;
      const document = this.#documents.add(documentRow(text, line));
      const { id } = document;
      const named = labels.map(({ scheme, value }) => ({ scheme, value: this.#nameOf(scheme, value) }));
      const labelled = addLabels(this.#labels, [id], named, line);
      const metLabel = this.#labels.takeMetAnother();
      if (metLabel || document.source !== this.#source) this.#kept.set(i, { ...value, labels: named });
      // A record that is not taken changes nothing.
      if (typeof labelled !== 'string') return labelled;
      for (const { symbol, name } of companies) {
        const isNew = this.#mentions.add(id, text.publishedAt, symbol, name);
        if (!isNew && !this.#kept.has(i) && this.#mentions.isOfAnother(id, symbol)) {
          this.#kept.set(i, { ...value, labels: named });
        }
      }
      return document.isNew ? 'accepted' : labelled;
    });
    return outcomes;
  }

  end(): void {
    this.#documents.end();
    this.#mentions.end();
  }

  kept(): ReadonlyMap<number, TextRow> {
    return this.#kept;
  }
}

import { z } from 'zod';
import { DocumentWriter } from '../store/document-writer.ts';
import { LabelWriter } from '../store/label-writer.ts';
import type { WritableStore } from '../store/store.ts';
import { cleanText } from '../text/clean.ts';
import { addLabels } from './add-labels.ts';
import { documentRow } from './document-row.ts';
import { lookupKeys, matchDocuments } from './text-matches.ts';
import type { LabelRow } from './label-rows.ts';
import type { StoreOutcome, Sink, Taken } from './sink.ts';

/** A text with its labels as the workspace calls them. */
export const labelledTextSchema = z.object({
  text: z.string(),
  labels: z.array(z.object({ scheme: z.string(), value: z.string() })),
});
type LabelledText = z.infer<typeof labelledTextSchema>;

/**
 * Labels the documents that have the text of a label; a text that no document has becomes
 * one, without a time, which waits for a file that has the text. The first label of a text counts: a later one that contradicts it is not taken.
 */
export class LabelSink implements Sink<LabelRow> {
  readonly takesMany = true;
  readonly found = { matched: 0, matchedSeveral: 0, conflicts: 0 };
  readonly #store: WritableStore;
  readonly #source: number;
  readonly #schemes: readonly string[];
  readonly #nameOf: (scheme: string, value: string) => string;
  readonly #labelled: LabelledTextSink;

  /** `schemes`: of the labels of a row, in their order. */
  constructor(
    store: WritableStore,
    source: number,
    schemes: readonly string[],
    nameOf: (scheme: string, value: string) => string,
  ) {
    this.#store = store;
    this.#source = source;
    this.#schemes = schemes;
    this.#nameOf = nameOf;
    this.#labelled = new LabelledTextSink(this.#store, this.#source, null, this.found);
  }

  take(records: readonly Taken<LabelRow>[]): StoreOutcome[] {
    return this.#labelled.take(
      records.map((record) => ({
        ...record,
        value: { text: record.value.text, labels: this.#named(record.value.values) },
      })),
    );
  }

  end(): void {
    this.#labelled.end();
  }

  kept(): ReadonlyMap<number, LabelledText> {
    return this.#labelled.kept();
  }

  #named(written: readonly string[]): LabelledText['labels'] {
    return this.#schemes
      .map((scheme, i) => ({ scheme, value: written[i] ?? '' }))
      .filter(({ value }) => value !== '')
      .map(({ scheme, value }) => ({ scheme, value: this.#nameOf(scheme, value) }));
  }
}

/** The same for labels that have their schemes and names. */
export class LabelledTextSink implements Sink<LabelledText> {
  readonly takesMany = true;
  readonly #store: WritableStore;
  readonly #forgotten: number | null;
  readonly #found: LabelSink['found'];
  readonly #documents: DocumentWriter;
  readonly #labels: LabelWriter;
  readonly #kept = new Map<number, LabelledText>();

  /** @param forgotten a source file that is being forgotten: its documents are not looked at */
  constructor(
    store: WritableStore,
    source: number,
    forgotten: number | null = null,
    found: LabelSink['found'] = { matched: 0, matchedSeveral: 0, conflicts: 0 },
  ) {
    this.#store = store;
    this.#forgotten = forgotten;
    this.#found = found;
    this.#documents = new DocumentWriter(store, source, forgotten);
    this.#labels = new LabelWriter(store, source);
  }

  take(records: readonly Taken<LabelledText>[]): StoreOutcome[] {
    this.#kept.clear();
    this.#documents.begin();
    const texts = records.map(({ value }) => value.text);
    const matches = matchDocuments(this.#store, texts, this.#forgotten);
    const made = new Map<string, number>();
    const outcomes = records.map(({ value, place: { line } }, i): StoreOutcome => {
      const text = cleanText(value.text);
      const key = lookupKeys(text)[0]!;
      const found = matches[i]!;
      if (found.length > 0) this.#found.matched++;
      if (found.length > 1) this.#found.matchedSeveral++;
      let ids = found.map(({ id }) => id);
      const before = made.get(key);
      if (before !== undefined) ids = [before];
      else if (ids.length === 0) {
        const document = { text, publishedAt: null, author: null, url: null, verified: false };
        const added = this.#documents.add(documentRow(document, line));
        made.set(key, added.id);
        ids = [added.id];
      }
      const outcome = addLabels(this.#labels, ids, value.labels, line);
      // All are kept: those of texts that other files have, and those of texts that other files may bring.
      this.#kept.set(i, value);
      if (typeof outcome !== 'string') this.#found.conflicts++;
      return outcome;
    });
    return outcomes;
  }

  end(): void {
    this.#documents.end();
  }

  kept(): ReadonlyMap<number, LabelledText> {
    return this.#kept;
  }
}

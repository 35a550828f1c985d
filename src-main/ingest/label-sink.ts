import { DocumentWriter } from '../store/document-writer.ts';
import { LabelWriter } from '../store/label-writer.ts';
import type { WritableStore } from '../store/store.ts';
import { cleanText } from '../text/clean.ts';
import { addLabels } from './add-labels.ts';
import { documentRow } from './document-row.ts';
import { lookupKeys, matchTexts } from './text-matches.ts';
import type { LabelRow } from './label-rows.ts';
import type { StoreOutcome, Sink, Taken } from './sink.ts';

/**
 * Labels the documents that have the text of a label; a text that no document has becomes one, without a time. The first label of a text counts: a later one that contradicts it is not taken.
 */
export class LabelSink implements Sink<LabelRow> {
  readonly found = { matched: 0, matchedSeveral: 0, conflicts: 0 };
  readonly #store: WritableStore;
  readonly #schemes: readonly string[];
  readonly #nameOf: (scheme: string, value: string) => string;
  readonly #documents: DocumentWriter;
  readonly #labels: LabelWriter;

  /** `schemes`: of the labels of a row, in their order. */
  constructor(
    store: WritableStore,
    source: number,
    schemes: readonly string[],
    nameOf: (scheme: string, value: string) => string,
  ) {
    this.#store = store;
    this.#schemes = schemes;
    this.#nameOf = nameOf;
    this.#documents = new DocumentWriter(store, source);
    this.#labels = new LabelWriter(store, source);
  }

  take(records: readonly Taken<LabelRow>[]): StoreOutcome[] {
    this.#documents.begin();
    const texts = records.map(({ value }) => value.text);
    const matches = matchTexts(this.#store, texts);
    const made = new Map<string, number>();
    const outcomes = records.map(({ value, place: { line } }, i): StoreOutcome => {
      const text = cleanText(value.text);
      const key = lookupKeys(text)[0]!;
      const ids = matches[i]!;
      if (ids.length > 0) this.found.matched++;
      if (ids.length > 1) this.found.matchedSeveral++;
      const before = made.get(key);
      if (ids.length === 0 && before === undefined) {
        const document = { text, publishedAt: null, author: null, url: null, verified: false };
        const { id } = this.#documents.add(documentRow(document, line));
        made.set(key, id);
        return this.#labelAll([id], value.values, line);
      }
      return this.#labelAll(before === undefined ? ids : [before], value.values, line);
    });
    this.#documents.end();
    return outcomes;
  }

  #labelAll(ids: readonly number[], written: readonly string[], line: number): StoreOutcome {
    const labels = this.#schemes
      .map((scheme, i) => ({ scheme, value: written[i] ?? '' }))
      .filter(({ value }) => value !== '')
      .map(({ scheme, value }) => ({ scheme, value: this.#nameOf(scheme, value) }));
    const outcome = addLabels(this.#labels, ids, labels, line);
    if (typeof outcome !== 'string') this.found.conflicts++;
    return outcome;
  }
}

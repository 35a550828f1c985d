import { DocumentWriter } from '../store/document-writer.ts';
import { MentionWriter } from '../store/mention-writer.ts';
import type { WritableStore } from '../store/store.ts';
import { documentRow } from './document-row.ts';
import type { StoreOutcome, Sink, Taken } from './sink.ts';
import type { Tweet } from './tweet.ts';

/** Stores tweets and the companies they mention. A known tweet under a further ticker adds its mention only. */
export class TweetSink implements Sink<Tweet> {
  readonly #source: number;
  readonly #documents: DocumentWriter;
  readonly #mentions: MentionWriter;
  readonly #kept = new Map<number, Tweet>();

  /** @param forgotten the source file that is being forgotten, if records are taken again for it */
  constructor(store: WritableStore, source: number, forgotten: number | null = null) {
    this.#source = source;
    this.#documents = new DocumentWriter(store, source, forgotten);
    this.#mentions = new MentionWriter(store, source);
  }

  take(records: readonly Taken<Tweet>[]): StoreOutcome[] {
    this.#kept.clear();
    this.#documents.begin();
    const outcomes = records.map(({ value, place: { line } }, i): StoreOutcome => {
      const { id, isNew, source } = this.#documents.add(documentRow(value, line));
      if (source !== this.#source) this.#kept.set(i, value);
      for (const { symbol, name } of value.companies) {
        const isAdded = this.#mentions.add(id, value.publishedAt, symbol, name);
        if (!isAdded && !isNew && this.#mentions.isOfAnother(id, symbol)) this.#kept.set(i, value);
      }
      return isNew ? 'accepted' : 'duplicate';
    });
    return outcomes;
  }

  end(): void {
    this.#documents.end();
    this.#mentions.end();
  }

  kept(): ReadonlyMap<number, Tweet> {
    return this.#kept;
  }
}

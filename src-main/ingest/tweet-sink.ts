import { DocumentWriter } from '../store/document-writer.ts';
import { MentionWriter } from '../store/mention-writer.ts';
import type { WritableStore } from '../store/store.ts';
import { documentRow } from './document-row.ts';
import type { StoreOutcome, Sink, Taken } from './sink.ts';
import type { Tweet } from './tweet.ts';

/** Stores tweets and the companies they mention. A known tweet under a further ticker adds its mention only. */
export class TweetSink implements Sink<Tweet> {
  readonly #documents: DocumentWriter;
  readonly #mentions: MentionWriter;

  constructor(store: WritableStore, source: number) {
    this.#documents = new DocumentWriter(store, source);
    this.#mentions = new MentionWriter(store);
  }

  take(records: readonly Taken<Tweet>[]): StoreOutcome[] {
    this.#documents.begin();
    const outcomes = records.map(({ value, place: { line } }): StoreOutcome => {
      const { id, isNew } = this.#documents.add(documentRow(value, line));
      for (const { symbol, name } of value.companies) this.#mentions.add(id, value.publishedAt, symbol, name);
      return isNew ? 'accepted' : 'duplicate';
    });
    this.#documents.end();
    this.#mentions.end();
    return outcomes;
  }
}

import type { Database } from 'better-sqlite3';
import { DocumentWriter } from './document-writer.ts';
import { MentionWriter } from './mention-writer.ts';
import type { Fate, Sink, Taken } from './sink.ts';
import type { Tweet } from './tweet.ts';

/** Stores tweets and the companies they mention. A known tweet under a further ticker adds its mention only. */
export class TweetSink implements Sink<Tweet> {
  readonly #documents: DocumentWriter;
  readonly #mentions: MentionWriter;

  constructor(db: Database, source: number) {
    this.#documents = new DocumentWriter(db, source);
    this.#mentions = new MentionWriter(db);
  }

  take(records: readonly Taken<Tweet>[]): Fate[] {
    this.#documents.begin();
    const fates = records.map(({ value, place: { line } }): Fate => {
      const { text, publishedAt, author, url, verified } = value;
      const { id, isNew } = this.#documents.add({ text, publishedAt, author, url, verified, line });
      for (const { symbol, name } of value.companies) this.#mentions.add(id, publishedAt, symbol, name);
      return isNew ? 'accepted' : 'duplicate';
    });
    this.#documents.end();
    this.#mentions.end();
    return fates;
  }
}

import type { ReadableStore, WritableStore } from './store.ts';
import { type CompanyEmbedding, withVectors } from './runs.ts';

/** A company's vector (D,) in the context of a topic, from so many texts. */
export interface TopicEmbedding {
  companyId: number;
  topic: string;
  texts: number;
  vector: Float32Array;
}

/** Stores the vectors of a run's companies by topic, in one transaction. */
export function saveTopicEmbeddings(
  store: WritableStore,
  run: number,
  rows: readonly TopicEmbedding[],
): void {
  const insert = store.db.prepare(
    'INSERT OR REPLACE INTO topic_embedding (run_id, topic, company_id, texts, vector) VALUES (?, ?, ?, ?, ?)',
  );
  store.db.transaction(() => {
    for (const { companyId, topic, texts, vector } of rows) {
      insert.run(
        run,
        topic,
        companyId,
        texts,
        Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      );
    }
  })();
}

/** The topics of a run's company vectors and how many companies have one, the most frequent first. */
export function embeddedTopics(store: ReadableStore, run: number): { topic: string; companies: number }[] {
  return store.db
    .prepare<[number], { topic: string; companies: number }>(
      `SELECT topic, count(*) AS companies FROM topic_embedding WHERE run_id = ?
       GROUP BY topic ORDER BY companies DESC, topic`,
    )
    .all(run);
}

/** The company vectors of a run in the context of a topic, by ticker. `documents` are those of the topic. */
export function runTopicEmbeddings(store: ReadableStore, run: number, topic: string): CompanyEmbedding[] {
  const rows = store.db
    .prepare<[number, string], [number, Buffer, number]>(
      'SELECT company_id, vector, texts FROM topic_embedding WHERE run_id = ? AND topic = ?',
    )
    .raw()
    .all(run, topic);
  const texts = new Map(rows.map(([id, , count]) => [id, count]));
  const vectors = new Map(rows.map(([id, bytes]) => [id, bytes]));
  return withVectors(store, vectors).map((row) => ({ ...row, documents: texts.get(row.companyId)! }));
}

import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import { type CompanyEmbedding, runEmbeddings } from '../store/runs.ts';
import { embeddedTopics, runTopicEmbeddings } from '../store/topic-embeddings.ts';

/**
 * The company vectors of a run, over all texts or in the context of a topic.
 *
 * @throws UserError if the run kept none.
 */
export function embeddingsOf(
  store: ReadableStore,
  run: number,
  topic: string | null = null,
): CompanyEmbedding[] {
  const rows = topic === null ? runEmbeddings(store, run) : runTopicEmbeddings(store, run, topic);
  if (rows.length > 0) return rows;
  const topics = topic === null ? [] : embeddedTopics(store, run);
  if (topics.length > 0) {
    const known = topics.map((one) => one.topic).join(', ');
    throw new UserError('use', `Run ${run} has no vectors for the topic "${topic}"; it has ${known}.`);
  }
  if (topic !== null && runEmbeddings(store, run).length > 0) {
    throw new UserError('use', `Run ${run} has no company vectors by topic.`, {
      remedies: [{ action: 'train', recipe: 'company-embedding', settings: { objective: 'topic' } }],
    });
  }
  throw new UserError('use', `Run ${run} has no company vectors.`, {
    remedies: [{ action: 'train', recipe: 'company-embedding' }],
  });
}

/** What is kept of topics that were found, as the settings of their labels. */
import { z } from 'zod';
import { clustersOfSource, type TextCluster } from '../../store/found-topics.ts';
import { type LabelSource, labelSources } from '../../store/label-sources.ts';
import type { ReadableStore } from '../../store/store.ts';

const sourceSchema = z.object({
  /** How they were found. */
  topics: z.int(),
  seed: z.int(),
  /** The source that found the clusters, where this one gives them other names; null: this one did. */
  found: z.int().nullable(),
  /** By cluster; clusters that were joined have one name. */
  names: z.array(z.string()),
  words: z.array(z.array(z.string())),
  /** What people said under a name that was changed by this source. */
  judgements: z.array(z.object({ from: z.string(), to: z.string(), ids: z.array(z.int()) })),
});
export type TopicSource = z.infer<typeof sourceSchema>;

export interface StoredTopics extends TopicSource {
  source: LabelSource;
}

/** The topics of a scheme as they are, and as they were before each change, the last first. */
export function storedTopics(store: ReadableStore, scheme: string): StoredTopics[] {
  return labelSources(store, scheme, 'cluster').map((source) => ({
    source,
    ...sourceSchema.parse(JSON.parse(source.settings)),
  }));
}

/** The cluster of each text. */
export function clustersOfTopics(store: ReadableStore, { source, found }: StoredTopics): TextCluster[] {
  return clustersOfSource(store, found ?? source.id);
}

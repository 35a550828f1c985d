/** Topics that nobody has named: found in the texts, and stored as labels in a scheme of their own. */
import { counted } from '../../counted.ts';
import { storeTopics } from '../../store/found-topics.ts';
import { labelsByOrigin } from '../../store/label-sources.ts';
import { type ReadableStore, writable } from '../../store/store.ts';
import { checkOwnScheme } from '../own-scheme.ts';
import { foundTopics } from './found-topics.ts';
import type { TopicSource } from './topic-source.ts';
import { between, type JobWork } from '../texts/job-work.ts';
import { wordsOfTexts } from '../texts/words-of-texts.ts';

export interface TopicRequest {
  scheme: string;
  /** How many. */
  topics: number;
  seed: number;
  /** Only look. */
  dryRun: boolean;
}

export interface TopicFinding {
  scheme: string;
  dryRun: boolean;
  seed: number;
  documents: number;
  labelled: number;
  /** The largest first. */
  topics: { name: string; words: string[]; texts: number }[];
  /** Labels by earlier topics of the scheme that are replaced. */
  replaced: number;
  /** Texts of the scheme that have their label by hand, which counts before the topic that was found. */
  byHand: number;
  seconds: number;
}

/**
 * @throws UserError where there are too few texts, or the scheme has labels that are not of topics and more than looking
 *   is asked for
 */
export async function findTopics(
  store: ReadableStore,
  { scheme, topics, seed, dryRun }: TopicRequest,
  work: JobWork,
): Promise<TopicFinding> {
  const started = performance.now();
  if (!dryRun) checkOwnScheme(store, scheme, 'cluster');
  const texts = await wordsOfTexts(store, between(work, 'reading texts'));
  const found = await foundTopics(texts, { topics, seed }, work);
  const clusters = texts.flatMap(({ document }, at) => {
    const cluster = found.of[at];
    return cluster == null ? [] : [{ document, cluster }];
  });
  const origins = labelsByOrigin(store, scheme);
  const names = found.topics.map(({ name }) => name);
  const settings: TopicSource = {
    topics: names.length,
    seed,
    found: null,
    names,
    words: found.topics.map(({ words }) => words),
    judgements: [],
  };
  const replaced = dryRun
    ? (origins.get('cluster') ?? 0)
    : storeTopics(
        writable(store),
        { scheme, name: counted(names.length, 'topic'), settings: JSON.stringify(settings) },
        clusters,
        names,
      ).replaced;
  return {
    scheme,
    dryRun,
    seed,
    documents: texts.length,
    labelled: clusters.length,
    topics: found.topics.map(({ name, words }, at) => ({
      name,
      words,
      texts: clusters.filter(({ cluster }) => cluster === at).length,
    })),
    replaced,
    byHand: origins.get('manual') ?? 0,
    seconds: (performance.now() - started) / 1000,
  };
}

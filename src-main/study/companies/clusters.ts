import { z } from 'zod';
import type { ClusterMethod } from '../../companies/cluster-methods.ts';
import { clustersByMeans, clustersOf } from '../../companies/clusters.ts';
import { fingerprint, kept } from '../../companies/kept.ts';
import type { SpaceRequest } from '../../companies/map-request.ts';
import { counted } from '../../counted.ts';
import { classTfIdf } from '../../counting/class-tf-idf.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { wordsOfCompanies } from '../../recipes/company-cooccurrence/company-vectors.ts';
import type { CountedCorpus } from '../../recipes/company-cooccurrence/counted-texts.ts';
import type { CountingConfig } from '../../configs/counting-fields.ts';
import { runRow } from '../../runs/runs.ts';
import type { ReadableStore } from '../../store/store.ts';
import { stopWords } from '../../text/stop-words.ts';
import { countingOf } from './counting-of.ts';
import type { CompanyClusters } from './explorer-schemas.ts';
import { corpusOf, type Space, spaceOf } from './space.ts';

/** The tree takes time with the cube of the companies. */
const mostCompanies = 2000;
/** Words that name a cluster, and the companies of a cluster that must have one. */
const wordsShown = 6;
const leastHolders = 3;
/** Signs, and letters that stand alone, name nothing. */
const shortest = 3;

const keptSchema = z.object({ of: z.array(z.int()), order: z.array(z.int()) });

/** The clusters of a space: of each company, and all companies in the order of the tree. */
export async function treeOf(
  store: ReadableStore,
  { companies, points }: Space,
  { metric, clusters, method }: Pick<SpaceRequest, 'metric'> & { clusters: number; method: ClusterMethod },
): Promise<z.infer<typeof keptSchema>> {
  if (companies.length > mostCompanies) {
    throw new UserError(
      'use',
      `Clusters are found among up to ${counted(mostCompanies, 'company', 'companies')}; there are ${inThousands(companies.length)}.`,
    );
  }
  const ofWard = method === 'ward' ? [] : [method];
  const key = ['clusters', 1, fingerprint(companies), metric, clusters, ...ofWard];
  return kept(store, { key, schema: keptSchema }, async () =>
    method === 'ward' ? clustersOf(points, clusters) : clustersByMeans(points, clusters, 1),
  );
}

/** Clusters of companies in the original space, named by the words that tell their texts from those of the others. */
export async function companyClusters(
  store: ReadableStore,
  request: SpaceRequest & { clusters: number; method: ClusterMethod },
): Promise<CompanyClusters> {
  const space = spaceOf(store, request);
  const { of, order } = await treeOf(store, space, request);
  const { counting } = countingOf(runRow(store, request.run).config);
  const corpus = corpusOf(store, counting, request);
  const clusterOf = new Map(space.companies.map(({ companyId }, at) => [companyId, of[at]!]));
  const count = Math.max(...of) + 1;
  const words = distinctiveWords(corpus, counting, clusterOf, count);
  return {
    clusters: words.map((found, cluster) => ({
      words: found,
      companies: of.filter((one) => one === cluster).length,
    })),
    members: order.map((at) => ({ symbol: space.companies[at]!.symbol, cluster: of[at]! })),
  };
}

/** By c-TF-IDF; a word counts for a company `1 + log(texts)` times, as it does in its vector. */
function distinctiveWords(
  corpus: CountedCorpus,
  counting: Pick<CountingConfig, 'ownName' | 'textsOf'>,
  clusterOf: ReadonlyMap<number, number>,
  count: number,
): string[][] {
  const classes = Array.from({ length: count }, () => new Map<string, number>());
  const holders = Array.from({ length: count }, () => new Map<string, number>());
  const sizes = classes.map(() => 0);
  const texts = wordsOfCompanies(corpus, corpus.texts, { ...counting, ownName: 'masked' });
  for (const [index, { companyId }] of corpus.companies.entries()) {
    const cluster = clusterOf.get(companyId);
    if (cluster === undefined) continue;
    sizes[cluster]! += 1;
    for (const [word, n] of textsWith(texts[index]!)) {
      add(classes[cluster]!, word, 1 + Math.log(n));
      add(holders[cluster]!, word, 1);
    }
  }
  return classTfIdf(classes).map((words, cluster) => {
    const least = Math.min(leastHolders, sizes[cluster]!);
    return words
      .filter(({ word, weight }) => weight > 0 && holders[cluster]!.get(word)! >= least)
      .slice(0, wordsShown)
      .map(({ word }) => word);
  });
}

/** In how many texts each word stands. */
function textsWith(texts: readonly (readonly string[])[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text)) {
      if (word.length >= shortest && !stopWords.has(word)) add(found, word, 1);
    }
  }
  return found;
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

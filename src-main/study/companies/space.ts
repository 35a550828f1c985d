import { embeddingsOf } from '../../companies/embeddings.ts';
import type { SpaceRequest } from '../../companies/map-request.ts';
import { pointsOf } from '../../companies/metric.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { countedVectors } from '../../recipes/company-cooccurrence/company-vectors.ts';
import { type CountedCorpus, countedCorpus } from '../../recipes/company-cooccurrence/counted-texts.ts';
import { runRow } from '../../runs/runs.ts';
import { listCompanies } from '../../store/companies.ts';
import { documentsBetween } from '../../store/documents-between.ts';
import { labelledDocuments } from '../../store/labels.ts';
import { requireScheme } from '../../store/text-filter.ts';
import type { CompanyEmbedding } from '../../store/runs.ts';
import type { ReadableStore } from '../../store/store.ts';
import { embeddedTopics } from '../../store/topic-embeddings.ts';
import { countingOf } from './counting-of.ts';

/** Companies with their vectors, and as points that the metric orders. */
export interface Space {
  companies: CompanyEmbedding[];
  points: Float64Array[];
  /** Counted for these texts, not stored by the run. */
  counted: boolean;
}

/** Milliseconds of a day. */
const day = 86_400_000;

/**
 * The companies of a run in its space; of some texts alone in the vectors by topic that it stored, or else in vectors
 * that are counted in these texts with its settings.
 *
 * @throws UserError if there is nothing to count, or the run was trained and has no such vectors
 */
export function spaceOf(store: ReadableStore, request: SpaceRequest): Space {
  const { run, topic, from, to, metric } = request;
  const isStored = (topic === null || embeddedTopics(store, run).length > 0) && from === null && to === null;
  const companies = isStored ? embeddingsOf(store, run, topic) : countedSpace(store, request);
  return {
    companies,
    points: pointsOf(
      companies.map(({ vector }) => vector),
      metric,
    ),
    counted: !isStored,
  };
}

function countedSpace(store: ReadableStore, request: SpaceRequest): CompanyEmbedding[] {
  const { run } = request;
  embeddingsOf(store, run);
  const { counting, isCounted } = countingOf(runRow(store, run).config);
  if (!isCounted) {
    throw new UserError(
      'use',
      `Run ${run} was trained on all of its texts: only a run that counts has vectors of a period or of some labels.`,
      { remedies: [{ action: 'train', recipe: 'company-embedding' }] },
    );
  }
  const corpus = corpusOf(store, counting, request);
  const vectors = countedVectors(corpus, corpus.texts, counting);
  const rows = new Map(listCompanies(store).map((row) => [row.id, row]));
  const documents = corpus.companies.map(() => 0);
  for (const { filed } of corpus.texts) for (const company of filed) documents[company]! += 1;
  return corpus.companies
    .map(({ companyId }, index) => {
      const { symbol, name, sector } = rows.get(companyId)!;
      return { companyId, symbol, name, sector, documents: documents[index]!, vector: vectors[index]! };
    })
    .filter(({ vector }) => vector.some((value) => value !== 0));
}

/**
 * The texts that a request means, with the companies that have enough of them. A run that has vectors by topic names the
 * scheme of its topics itself.
 */
export function corpusOf(
  store: ReadableStore,
  counting: Parameters<typeof countedCorpus>[1],
  { run, topic, scheme: asked, from, to }: Pick<SpaceRequest, 'run' | 'topic' | 'scheme' | 'from' | 'to'>,
): CountedCorpus {
  const sets: ReadonlySet<number>[] = [];
  if (topic !== null) {
    const { config } = runRow(store, run);
    const isByTopic = 'topicScheme' in config && config.objective === 'topic';
    const scheme = isByTopic ? config.topicScheme : asked;
    requireScheme(store, scheme);
    const rows = labelledDocuments(store, scheme, null, { models: true });
    sets.push(new Set(rows.filter(({ value }) => value === topic).map(({ document }) => document)));
  }
  if (from !== null || to !== null) {
    const [start, end] = [from, to].map((date) => (date === null ? null : Date.parse(date)));
    sets.push(documentsBetween(store, start!, end == null ? null : end + day));
  }
  if (sets.length === 0) return countedCorpus(store, counting);
  try {
    return countedCorpus(store, counting, (document) => sets.every((set) => set.has(document)));
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError(
      'use',
      `Too few companies have ${inThousands(counting.minTexts)} of these texts, as many as the run needs of each: choose more texts, or train a run with a lower minTexts.`,
      { cause },
    );
  }
}

import type { TrainConfig } from '../../configs/all.ts';
import type { CountingConfig } from '../../configs/counting-fields.ts';
import { retrievalScores } from '../../counting/ranks.ts';
import { UserError } from '../../errors.ts';
import type { MatchingResult } from '../../results/companies.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { runCheckpointer, writeRunFiles } from '../../runs/run-files.ts';
import { saveEmbeddings } from '../../store/runs.ts';
import type { WritableStore } from '../../store/store.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import type { RunContext } from '../../training/loop.ts';
import { countedVectors } from './company-vectors.ts';
import type { CountedReturns } from './counted-returns.ts';
import { countedCorpus } from './counted-texts.ts';
import { ranksOfPart } from './find-held-out.ts';

/**
 * Counts a vector for every company from all of its texts, and tests on each company's latest texts how well what is
 * counted in the earlier ones finds their company.
 */
export async function countCompanies(
  store: WritableStore,
  run: number,
  config: TrainConfig & CountingConfig,
  context: RunContext,
): Promise<Untimed<MatchingResult>> {
  context.phase('reading data');
  const corpus = countedCorpus(store, config);
  const { companies, texts, dataHash } = corpus;
  context.onStart({ dataHash, device: 'cpu' });
  context.phase('company vectors');
  const vectors = countedVectors(corpus, texts, config);
  const width = vectors[0]!.length;
  if (width === 0) throw nothingCounted(config);
  context.signal.throwIfAborted();
  context.phase('testing');
  const { n, r1, r10, mrr } = retrievalScores(ranksOfPart(corpus, 'test', config.ownName));
  context.signal.throwIfAborted();

  context.onFirstStep();
  const vocabulary = Vocabulary.fit([], { minCount: 1, maxSize: 1 });
  writeRunFiles(store, run, { config, classes: companies.map(({ symbol }) => symbol), vocabulary });
  const data = Float32Array.from(vectors.flatMap((vector) => [...vector]));
  const { best } = await runCheckpointer(store, run, {
    companies: { data, shape: [companies.length, width], dtype: 'float32' },
  });
  await best({ params: {}, tables: {}, moments: {}, stepCount: 0 });
  saveEmbeddings(
    store,
    run,
    vectors.map((vector, index) => ({ companyId: companies[index]!.companyId, vector })),
  );
  return {
    kind: 'matching',
    version: 1,
    run,
    recipe: config.recipe,
    device: 'cpu',
    parameters: data.length,
    epochs: 0,
    objective: 'count',
    companies: companies.length,
    test: { n, top1: r1, top10: r10, mrr, chance: 1 / companies.length },
    counted: {
      what: config.counted,
      ownName: config.ownName,
      ...(corpus.returns && { returnsUntil: corpus.returns.until, priced: pricedIn(corpus.returns) }),
    },
  };
}

/** Companies that have prices. */
function pricedIn({ vectors }: CountedReturns): number {
  return vectors.filter((vector) => vector.some((value) => value !== 0)).length;
}

export function nothingCounted({ counted }: Pick<CountingConfig, 'counted'>): UserError {
  return counted === 'mentions'
    ? new UserError('use', 'No text names two companies by their cashtags, so there is nothing to count.', {
        remedies: [{ setting: 'counted', values: ['words'] }],
      })
    : new UserError('use', 'No word tells these companies apart, so there is nothing to count.');
}

import { type CompanyEmbeddingConfig, startingVectors } from '../../configs/company-embedding.ts';
import type { MatchingResult } from '../../results/companies.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { saveEmbeddings } from '../../store/runs.ts';
import type { WritableStore } from '../../store/store.ts';
import type { RunContext } from '../../training/loop.ts';
import { runTraining } from '../base/run-training.ts';
import { nothingCounted } from '../company-cooccurrence/count.ts';
import { countedCorpus } from '../company-cooccurrence/counted-texts.ts';
import { withVectorFile } from '../texts/vector-hash.ts';
import { encodedRows } from './encoded-rows.ts';
import {
  countedStart,
  finalVectors,
  matchingEpochs,
  matchingModel,
  scoresOf,
  startScores,
} from './matching-model.ts';

/**
 * Trains `company-embedding` with `objective=match` and `start=counts`: companies start where counting puts them, texts
 * are folded into the same space, and both are moved until a text finds its company among all. The counted vectors are
 * a candidate for the best copy. Word vectors or a checkpoint may add what they read in a text. Tests on each company's
 * latest texts.
 */
export function trainFromCounts(
  store: WritableStore,
  run: number,
  config: CompanyEmbeddingConfig,
  context: RunContext,
): Promise<Untimed<MatchingResult>> {
  return runTraining(
    { store, run, config, context },
    () => withVectorFile(countedCorpus(store, config), startingVectors(config)),
    async (corpus, device) => {
      const { companies, texts } = corpus;
      const tested = new Set(texts.flatMap(({ document, part }) => (part === 'test' ? [document] : [])));
      const beginning = { store, run, config, device, context, tested };
      const start = await countedStart(corpus, texts, config, (rows, width) =>
        encodedRows(beginning, rows, width),
      );
      const { encoded } = start;
      if (start.counted[0]!.length === 0) throw nothingCounted(config);
      return {
        files: {
          classes: companies.map(({ symbol }) => symbol),
          vocabulary: start.rows.vocabulary,
          ...encoded?.files,
        },
        ...(encoded?.writeFiles && { writeFiles: encoded.writeFiles }),
        ...(encoded && { fixed: encoded.fixed }),
        model: matchingModel(start, config),
        startCounts: true,
        epochs: matchingEpochs(start, config),
        test: async (trainer) => {
          const { n, top1, top10, mrr } = await scoresOf(trainer, start, 'test', config.temperature);
          const before = startScores(start, config.temperature);
          context.phase('company vectors');
          const vectors = await finalVectors(trainer, start);
          saveEmbeddings(
            store,
            run,
            vectors.map((vector, index) => ({ companyId: companies[index]!.companyId, vector })),
          );
          return {
            kind: 'matching' as const,
            version: 1 as const,
            objective: 'match' as const,
            companies: companies.length,
            test: { n, top1, top10, mrr, chance: 1 / companies.length },
            start: { from: 'counts' as const, top1: before.top1, top10: before.top10, mrr: before.mrr },
            ...(await encoded?.facts()),
          };
        },
      };
    },
  );
}

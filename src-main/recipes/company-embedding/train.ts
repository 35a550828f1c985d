import type { Trainer } from '../../engine/trainer.ts';
import {
  companyInputs,
  companyMatchingLoss,
  companyVectors,
  initCompanyEmbedding,
  textVectors,
  type CompanyBatch,
  type MatchingBatch,
} from '../../models/company-embedding.ts';
import { keepAll, parameter } from '../../models/layers.ts';
import { encodeWords } from '../../models/word-encoder.ts';
import { Random } from '../../random.ts';
import type { WritableStore } from '../../store/store.ts';
import { saveEmbeddings } from '../../store/runs.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import type { RunContext } from '../../training/loop.ts';
import { runTraining } from '../base/run-training.ts';
import { TokenStore } from '../texts/token-store.ts';
import { withVectorFile } from '../texts/vector-hash.ts';
import type { MatchingResult } from '../../results/companies.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { companyBatch, drawView, type EncodedCompany } from './batch.ts';
import { companyWords, vectorFacts } from './company-words.ts';
import { type CompanyData, companyData, type CompanyItem } from './data.ts';
import { matchingScores, type MatchingScores } from './matching.ts';
import { chunks, type Space, vectorsOfCompanies, vectorsOfTexts } from './vectors.ts';

/** Times that each company is drawn in an epoch. */
const drawsPerEpoch = 4;

/**
 * Trains `company-embedding`: a company, seen through some of its texts, has to find a further one of its own among
 * those of other companies. Tests on each company's latest texts, then keeps a vector of every company from all of its
 * texts.
 */
export function trainCompanies(
  store: WritableStore,
  run: number,
  config: CompanyEmbeddingConfig,
  context: RunContext,
): Promise<Untimed<MatchingResult>> {
  return runTraining(
    { store, run, config, context },
    () => withVectorFile(companyData(store, config), config.vectors),
    async (data) => {
      const random = new Random(config.seed);
      const params = initCompanyEmbedding(random, config);
      const words = await companyWords(store, data.companies, config, random, context);
      const { vocabulary } = words;
      const texts = new TokenStore(vocabulary, config.maxTokens);
      const companies = data.companies.map((company) => encode(company, texts));
      const nameLength = longestName(companies, texts);
      const size = Math.min(config.batchSize, companies.length);
      const shape = { size, textsPerCompany: config.textsPerCompany, nameLength, unit: size };
      const spaceOf = (predictor: Trainer): Space => ({ predictor, texts, config, nameLength });
      const epochOf = (chance: Random) =>
        Array.from({ length: drawsPerEpoch }, () => chunks(chance.shuffle([...companies]), size)).flat();
      return {
        files: { classes: data.companies.map(({ symbol }) => symbol), vocabulary },
        model: {
          params: { ...params, ...words.params },
          tables: { words: words.table },
          frozen: config.tuned ? [] : ['words'],
          lookups: { tokens: 'words', name: 'words' },
          paddingRow: 0,
          loss: (parameters, inputs: MatchingBatch, { dropout }) => {
            const batch = {
              ...companyInputs(inputs),
              target: parameter(inputs, 'target'),
              weights: parameter(inputs, 'weights'),
            };
            const loss = companyMatchingLoss(parameters, batch, config, (x) => dropout(x, config.dropout));
            return { loss };
          },
          forward: (parameters, inputs: CompanyBatch) => {
            const batch = companyInputs(inputs);
            const encoded = encodeWords(parameters, batch, config, keepAll);
            return {
              companies: companyVectors(parameters, batch, encoded, config).vectors,
              texts: textVectors(parameters, encoded.text),
            };
          },
        },
        epochs: (trainer) => ({
          best: null,
          stepsPerEpoch: drawsPerEpoch * Math.ceil(companies.length / size),
          *batches(epoch) {
            const chance = Random.ofEpoch(config.seed, epoch);
            for (const part of epochOf(chance)) {
              const views = part.map((company) => drawView(company, config.textsPerCompany, chance));
              yield companyBatch(views, texts, shape);
            }
          },
          validate: async () => {
            const { loss, top1, top10 } = await matching(
              spaceOf(trainer),
              companies,
              (company) => company.valid,
            );
            return { loss, top1, top10 };
          },
        }),
        test: async (trainer) => {
          const space = spaceOf(trainer);
          const { n, top1, top10 } = await matching(space, companies, (company) => company.test);
          context.phase('company vectors');
          const vectors = await vectorsOfCompanies(space, companies, ({ train, valid, test }) => [
            ...train,
            ...valid,
            ...test,
          ]);
          saveEmbeddings(
            store,
            run,
            vectors.map((vector, index) => ({ companyId: data.companies[index]!.companyId, vector })),
          );
          return {
            kind: 'matching',
            version: 1,
            companies: companies.length,
            test: { n, top1, top10, chance: 1 / companies.length },
            ...(await vectorFacts(store, data.companies, config, words)),
          };
        },
      };
    },
  );
}

/** Tokens of the longest name, at least 1. */
export function longestName(companies: readonly { name: number }[], texts: TokenStore): number {
  return Math.max(...companies.map(({ name }) => texts.get(name).length), 1);
}

/** Held-out texts against the companies as their training texts show them. */
async function matching(
  space: Space,
  companies: readonly EncodedCompany[],
  held: (company: EncodedCompany) => readonly number[],
): Promise<MatchingScores> {
  const vectors = await vectorsOfCompanies(space, companies, ({ train }) => train);
  const owners = companies.flatMap((company, index) => held(company).map((text) => ({ text, index })));
  const texts = await vectorsOfTexts(
    space,
    owners.map(({ text }) => text),
  );
  return matchingScores(
    vectors,
    owners.map(({ index }, at) => ({ vector: texts[at]!, company: index })),
    space.config.temperature,
  );
}

function encode(company: CompanyData, texts: TokenStore): EncodedCompany {
  const all = (part: readonly CompanyItem[]) => part.map(({ words }) => texts.addWords(words));
  return {
    name: texts.addWords(company.name),
    train: all(company.train),
    valid: all(company.valid),
    test: all(company.test),
  };
}

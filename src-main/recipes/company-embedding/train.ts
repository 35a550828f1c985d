import type { Trainer } from '../../engine/trainer.ts';
import {
  companyMatchingLoss,
  companyVectors,
  initCompanyEmbedding,
  type CompanyInputs,
  type MatchingTargets,
  readCompanies,
  textVectors,
} from '../../models/company-embedding.ts';
import { keepAll, parameter } from '../../models/layers.ts';
import { Random } from '../../random.ts';
import type { WritableStore } from '../../store/store.ts';
import { saveEmbeddings } from '../../store/runs.ts';
import { type CompanyEmbeddingConfig, startingVectors } from '../../configs/company-embedding.ts';
import type { RunContext } from '../../training/loop.ts';
import { runTraining } from '../base/run-training.ts';
import { withVectorFile } from '../texts/vector-hash.ts';
import type { MatchingResult } from '../../results/companies.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { companyBatch, drawView, type EncodedCompany } from './batch.ts';
import { companyReading } from './company-reading.ts';
import type { CompanyTexts } from './company-texts.ts';
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
    () => withVectorFile(companyData(store, config), startingVectors(config)),
    async (data, device) => {
      const beginning = { store, run, config, device, context };
      const reading = await companyReading(beginning, data.companies, initCompanyEmbedding);
      const { reader, texts, files, start, fixed, facts, ...others } = reading;
      const companies = data.companies.map((company) => encode(company, texts));
      await texts.prepare();
      const nameLength = texts.nameLength(companies.map(({ name }) => name));
      const size = Math.min(config.batchSize, companies.length);
      const shape = { size, textsPerCompany: config.textsPerCompany, nameLength, unit: size };
      const spaceOf = (predictor: Trainer): Space => ({ predictor, texts, config, nameLength });
      const epochOf = (chance: Random) =>
        Array.from({ length: drawsPerEpoch }, () => chunks(chance.shuffle([...companies]), size)).flat();
      return {
        ...others,
        files: { ...files, classes: data.companies.map(({ symbol }) => symbol) },
        fixed,
        model: {
          ...start,
          loss: (parameters, inputs: CompanyInputs & MatchingTargets, { dropout }) => {
            const read = readCompanies(parameters, inputs, reader, (x) => dropout(x, config.dropout));
            const batch = {
              texts: parameter(inputs, 'texts'),
              textsMask: parameter(inputs, 'textsMask'),
              target: parameter(inputs, 'target'),
              weights: parameter(inputs, 'weights'),
            };
            return { loss: companyMatchingLoss(parameters, batch, read, config) };
          },
          forward: (parameters, inputs: CompanyInputs) => {
            const read = readCompanies(parameters, inputs, reader, keepAll);
            const batch = { texts: parameter(inputs, 'texts'), textsMask: parameter(inputs, 'textsMask') };
            return {
              companies: companyVectors(parameters, batch, read, config).vectors,
              texts: textVectors(parameters, read.text),
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
            ...(await facts()),
          };
        },
      };
    },
  );
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

function encode(company: CompanyData, texts: Pick<CompanyTexts, 'addWords'>): EncodedCompany {
  const all = (part: readonly CompanyItem[]) => part.map(({ words }) => texts.addWords(words));
  return {
    name: texts.addWords(company.name),
    train: all(company.train),
    valid: all(company.valid),
    test: all(company.test),
  };
}

import { createHash } from 'node:crypto';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Trainer } from '../../engine/trainer.ts';
import {
  companyContext,
  companyTopicLoss,
  initCompanyTopics,
  type CompanyInputs,
  readCompanies,
  topicLogits,
} from '../../models/company-embedding.ts';
import { keepAll, parameter, type LabelInputs } from '../../models/layers.ts';
import { Random } from '../../random.ts';
import { UserError } from '../../errors.ts';
import type { WritableStore } from '../../store/store.ts';
import { saveEmbeddings } from '../../store/runs.ts';
import { saveTopicEmbeddings } from '../../store/topic-embeddings.ts';
import { majorityClass } from '../../baselines/majority.ts';
import { mostProbable, softmax } from '../../training/probabilities.ts';
import { classWeights, meanLoss } from '../../training/class-weights.ts';
import type { RunContext } from '../../training/loop.ts';
import { scores } from '../../training/metrics.ts';
import { type CompanyEmbeddingConfig, startingVectors } from '../../configs/company-embedding.ts';
import { runTraining } from '../base/run-training.ts';
import { withVectorFile } from '../texts/vector-hash.ts';
import type { TopicsResult } from '../../results/companies.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { companyReading } from './company-reading.ts';
import type { CompanyTexts } from './company-texts.ts';
import { type CompanyData, companyData, type CompanyItem } from './data.ts';
import {
  drawnTopics,
  drawnViews,
  topicBatch,
  type TopicalCompany,
  topicCells,
  type TopicView,
  wholeViews,
} from './topic-cells.ts';
import { type TopicLabels, topicLabels } from './topic-labels.ts';
import { companyTopicVectors } from './topic-vectors.ts';
import { chunks, predictViews, type Space } from './vectors.ts';

/**
 * Trains `company-embedding` to name topics: a company's name queries texts of it that share one, drawn without
 * replacement. Tests on each company's latest texts, then keeps what its name attends to, the company in that context:
 * a vector for each of its topics, and one over all its texts that have a topic.
 *
 * @throws UserError if there are too few texts with a topic.
 */
export function trainCompanyTopics(
  store: WritableStore,
  run: number,
  config: CompanyEmbeddingConfig,
  context: RunContext,
): Promise<Untimed<TopicsResult>> {
  const { textsPerCompany: count } = config;
  return runTraining(
    { store, run, config, context },
    () => withVectorFile(topicalData(store, config), startingVectors(config)),
    async ({ labels, ...data }, device) => {
      const { classes } = labels;
      const beginning = { store, run, config, device, context };
      const reading = await companyReading(beginning, data.companies, (random, of) =>
        initCompanyTopics(random, of, classes.length),
      );
      const { reader, texts, files, start, fixed, facts, ...others } = reading;
      const companies = data.companies.map((company) => encode(company, texts, labels));
      await texts.prepare();
      const nameLength = texts.nameLength(companies.map(({ name }) => name));
      const train = topicCells(companies, (company) => company.train);
      const drawn = drawnTopics(train, count);
      if (drawn.length === 0) throw tooFewOfATopic(config);
      const weights = classWeights(drawn, classes.length, config.classWeights);
      const size = Math.min(config.batchSize, drawn.length);
      const shape = { size, textsPerCompany: count, nameLength, unit: size };
      const spaceOf = (predictor: Trainer): Space => ({ predictor, texts, config, nameLength });
      const named = async (trainer: Trainer, views: readonly TopicView[]) =>
        (await predictViews(spaceOf(trainer), views, 'topics')).map((logits) => softmax(logits));
      const held = (part: 'valid' | 'test') =>
        wholeViews(
          topicCells(companies, (company) => company[part]),
          count,
        );
      const scored = (views: readonly TopicView[], predicted: readonly number[]) =>
        scores(
          views.map(({ topic }) => topic),
          predicted,
          classes,
        );
      const valid = held('valid');
      return {
        ...others,
        files: { ...files, classes },
        fixed,
        model: {
          ...start,
          loss: (parameters, inputs: CompanyInputs & LabelInputs, tools) => {
            const dropout = (x: Tensor) => tools.dropout(x, config.dropout);
            const read = readCompanies(parameters, inputs, reader, dropout);
            const batch = { labels: parameter(inputs, 'labels'), weights: parameter(inputs, 'weights') };
            return { loss: companyTopicLoss(parameters, batch, read, config, dropout) };
          },
          forward: (parameters, inputs: CompanyInputs) => {
            const read = readCompanies(parameters, inputs, reader, keepAll);
            const { attended } = companyContext(parameters, read, config);
            return { companies: attended, topics: topicLogits(parameters, attended) };
          },
        },
        epochs: (trainer) => ({
          best: 'macroF1',
          stepsPerEpoch: Math.ceil(drawn.length / size),
          *batches(epoch) {
            const views = drawnViews(train, count, Random.ofEpoch(config.seed, epoch));
            for (const part of chunks(views, size)) yield topicBatch(part, texts, shape, weights);
          },
          validate: async () => {
            const probabilities = await named(trainer, valid);
            const { accuracy, macroF1 } = scored(valid, probabilities.map(mostProbable));
            const topics = valid.map(({ topic }) => topic);
            return { loss: meanLoss(probabilities, topics, weights), accuracy, macroF1 };
          },
        }),
        test: async (trainer) => {
          const test = held('test');
          const most = majorityClass(drawn, classes.length);
          context.phase('company vectors');
          const vectors = await companyTopicVectors(spaceOf(trainer), companies);
          const idOf = (index: number) => data.companies[index]!.companyId;
          saveEmbeddings(
            store,
            run,
            vectors.overall.map(({ company, vector }) => ({ companyId: idOf(company), vector })),
          );
          saveTopicEmbeddings(
            store,
            run,
            vectors.byTopic.map(({ company, topic, ...row }) => ({
              ...row,
              companyId: idOf(company),
              topic: classes[topic]!,
            })),
          );
          const documents = new Set(
            data.companies.flatMap((company) => itemsOf(company).map(({ document }) => document)),
          );
          return {
            kind: 'topics',
            version: 1,
            objective: 'topic',
            companies: companies.length,
            texts: documents.size,
            topicsByModel: [...documents].filter((document) => labels.unconfirmed.has(document)).length,
            test: scored(test, (await named(trainer, test)).map(mostProbable)),
            majority: scored(
              test,
              test.map(() => most),
            ),
            ...(await facts()),
          };
        },
      };
    },
  );
}

/** The companies with their texts on a topic. */
function topicalData(store: WritableStore, config: CompanyEmbeddingConfig) {
  const { textsPerCompany: count } = config;
  if (count < 2)
    throw new UserError('use', `textsPerCompany is ${count}, but objective=topic needs at least 2.`);
  const labels = topicLabels(store, config.topicScheme, config.symbols);
  const data = companyData(store, config, (document) => labels.topicOf.has(document));
  return { companies: data.companies, labels, dataHash: withTopics(data, labels) };
}

function itemsOf({ train, valid, test }: CompanyData): CompanyItem[] {
  return [...train, ...valid, ...test];
}

/** The fingerprint of the data with their topics. */
function withTopics(
  { companies, dataHash }: { companies: readonly CompanyData[]; dataHash: string },
  { classes, topicOf }: TopicLabels,
): string {
  const hash = createHash('sha256').update(dataHash);
  for (const company of companies) {
    for (const { document } of itemsOf(company)) hash.update(`\t${classes[topicOf.get(document)!]}`);
  }
  return hash.digest('hex');
}

function encode(
  company: CompanyData,
  texts: Pick<CompanyTexts, 'addWords'>,
  { topicOf }: TopicLabels,
): TopicalCompany {
  const all = (part: readonly CompanyItem[]) =>
    part.map(({ document, words }) => ({ text: texts.addWords(words), topic: topicOf.get(document)! }));
  return {
    name: texts.addWords(company.name),
    train: all(company.train),
    valid: all(company.valid),
    test: all(company.test),
  };
}

function tooFewOfATopic({ topicScheme }: CompanyEmbeddingConfig): UserError {
  return new UserError(
    'use',
    `No company has two texts on the same topic to learn from (scheme "${topicScheme}").`,
    { remedies: [{ action: 'label' }] },
  );
}

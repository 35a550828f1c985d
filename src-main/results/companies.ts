/** Results of recipes that learn vectors of companies: from their texts (`matching`), or from topics (`topics`). */
import { z } from 'zod';
import { commonFields, type CommonResult, measure, type ResultKind } from './result-kind.ts';
import { overallMeasures, type Scores, scoresSchema } from './scores.ts';
import { type VectorCoverage, vectorCoverageSchema } from './vector-coverage.ts';

/** How often a held-out text finds its company. */
export interface MatchingResult extends CommonResult {
  kind: 'matching';
  version: 1;
  /** Missing in runs from before there was a choice. */
  objective?: 'match' | 'count' | undefined;
  companies: number;
  /** Share of held-out texts whose company is ranked first, or in the top ten, of all companies, and mean of 1 / rank. */
  test: { n: number; top1: number; top10: number; chance: number; mrr?: number | undefined };
  /** How the vectors that training started from find it; missing: they were random. */
  start?: { from: 'counts'; top1: number; top10: number; mrr: number } | undefined;
  /** What was counted, and whether a company's own name counts in its texts; missing: the vectors were trained. */
  counted?:
    | {
        what: 'both' | 'words' | 'mentions';
        ownName: 'masked' | 'kept';
        /** The last day of the returns that count as well, and how many companies have some; missing: none count. */
        returnsUntil?: string | undefined;
        priced?: number | undefined;
      }
    | undefined;
  /** What its words started from; missing: random vectors. */
  vectors?: VectorCoverage | undefined;
  /** Held-out texts that the word vectors were trained on, as in `SplitReport`. */
  vectorsSawTest?: number | null | undefined;
  /** The same of the checkpoint that reads them. */
  checkpointSawTest?: number | null | undefined;
}

/** How well the topic of a company's held-out texts is predicted. */
export interface TopicsResult extends CommonResult {
  kind: 'topics';
  version: 1;
  objective: 'topic';
  companies: number;
  /** Distinct texts with a topic, and how many of the topics came from a model or were found in the texts. */
  texts: number;
  topicsByModel: number;
  /** Over examples, each of held-out texts of one company and topic, at most as many as in training. */
  test: Scores;
  /** Always predicts the most frequent topic of the training examples. */
  majority: Scores;
  /** What its words started from; missing: random vectors. */
  vectors?: VectorCoverage | undefined;
  /** Held-out texts that the word vectors were trained on, as in `SplitReport`. */
  vectorsSawTest?: number | null | undefined;
  /** The same of the checkpoint that reads them. */
  checkpointSawTest?: number | null | undefined;
}

const vectorFacts = {
  vectors: vectorCoverageSchema.optional(),
  vectorsSawTest: z.number().nullable().optional(),
  checkpointSawTest: z.number().nullable().optional(),
};

export const textMatching: ResultKind<MatchingResult> = {
  kind: 'matching',
  schema: z.object({
    kind: z.literal('matching'),
    version: z.literal(1),
    ...commonFields,
    objective: z.enum(['match', 'count']).optional(),
    companies: z.int(),
    test: z.object({
      n: z.number(),
      top1: z.number(),
      top10: z.number(),
      chance: z.number(),
      mrr: z.number().optional(),
    }),
    start: z
      .object({ from: z.literal('counts'), top1: z.number(), top10: z.number(), mrr: z.number() })
      .optional(),
    counted: z
      .object({
        what: z.enum(['both', 'words', 'mentions']),
        ownName: z.enum(['masked', 'kept']),
        returnsUntil: z.iso.date().optional(),
        priced: z.int().optional(),
      })
      .optional(),
    ...vectorFacts,
  }),
  measures: ({ test, start }) => [
    measure('texts tested', test.n, { kind: 'count', short: 'n' }),
    measure('own company first', test.top1, { short: 'top 1', headline: true }),
    measure('own company among ten', test.top10, { short: 'top 10', headline: true }),
    ...(test.mrr === undefined ? [] : [measure('mean reciprocal rank', test.mrr, { short: 'MRR' })]),
    ...(start === undefined
      ? []
      : [
          measure('counted vectors alone, first', start.top1, { of: 'baseline' }),
          measure('counted vectors alone, among ten', start.top10, { of: 'baseline' }),
        ]),
    measure('by chance, first', test.chance, { of: 'baseline' }),
  ],
};

export const companyTopics: ResultKind<TopicsResult> = {
  kind: 'topics',
  schema: z.object({
    kind: z.literal('topics'),
    version: z.literal(1),
    ...commonFields,
    objective: z.literal('topic'),
    companies: z.int(),
    texts: z.int(),
    topicsByModel: z.int(),
    test: scoresSchema,
    majority: scoresSchema,
    ...vectorFacts,
  }),
  measures: ({ test, majority }) => [
    measure('examples tested', test.n, { kind: 'count', short: 'n' }),
    ...overallMeasures(test),
    ...overallMeasures(majority, { of: 'baseline', prefix: 'majority, ' }),
  ],
};

/** What comes back from another process passes a schema once. */
import { z } from 'zod';
import { contextSpecSchema } from '../context/spec.ts';
import type { DeviceInfo } from '../engine/types.ts';
import { labelOrigins } from '../store/labels.ts';
import type { DocumentRow } from '../store/types.ts';
import type { MovePrediction } from '../recipes/price-transformer/predict-move.ts';
import type { WordNeighbours } from '../recipes/word2vec/predict-words.ts';
import type { Explanation } from '../study/types.ts';

const documentSchema: z.ZodType<DocumentRow> = z.object({
  id: z.int(),
  text: z.string(),
  publishedAt: z.number().nullable(),
  author: z.string().nullable(),
  url: z.string().nullable(),
  verified: z.boolean(),
  retweet: z.boolean(),
  symbols: z.array(z.string()),
  nearDuplicateGroup: z.int(),
  labels: z.array(
    z.object({
      scheme: z.string(),
      value: z.string(),
      origin: z.enum(labelOrigins),
      confidence: z.number().nullable(),
    }),
  ),
});

export const explanationSchema: z.ZodType<Explanation> = z.object({
  run: z.int(),
  document: documentSchema,
  spec: contextSpecSchema,
  tokens: z.array(z.string()),
  weights: z.array(z.array(z.number())),
  classes: z.array(z.string()),
  probabilities: z.array(z.number()),
  probabilitiesWithoutContext: z.array(z.number()),
  truth: z.string().nullable(),
  heads: z.int(),
  items: z.array(
    z.object({
      document: documentSchema,
      ageMs: z.number(),
      tokens: z.array(z.string()),
      weights: z.array(z.array(z.number())),
    }),
  ),
  window: z.object({
    texts: z.int(),
    youngestAgeMs: z.number().nullable(),
    oldestAgeMs: z.number().nullable(),
    stale: z.boolean(),
  }),
  ensemble: z
    .object({
      modelShare: z.number(),
      modelProbabilities: z.array(z.number()),
      modelProbabilitiesWithoutContext: z.array(z.number()),
      reasons: z.array(z.object({ gram: z.string(), weight: z.number() })),
    })
    .nullable(),
});

export const wordsSchema: z.ZodType<WordNeighbours[]> = z.array(
  z.object({
    word: z.string(),
    nearest: z.array(z.object({ word: z.string(), cosine: z.number() })).nullable(),
  }),
);

export const moveSchema: z.ZodType<MovePrediction> = z.object({
  run: z.int(),
  symbol: z.string(),
  at: z.number().nullable(),
  firstDay: z.string(),
  day: z.string(),
  classes: z.array(z.string()),
  probabilities: z.array(z.number()),
});

export const devicesSchema: z.ZodType<DeviceInfo[]> = z.array(
  z.object({
    name: z.string(),
    available: z.boolean(),
    detail: z.string(),
    driver: z.string().nullable(),
    memory: z.number().nullable(),
  }),
);

import { z } from 'zod';
import { contextSpecSchema } from '../../context/spec.ts';
import { labelOrigins } from '../../store/labels.ts';

const documentSchema = z.object({
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

/** `Explanation`: what the jobs `explain` and `read` result in. */
export const explanationSchema = z.object({
  run: z.int(),
  document: documentSchema,
  spec: contextSpecSchema,
  tokens: z.array(z.string()),
  weights: z.array(z.array(z.number())),
  classes: z.array(z.string()),
  probabilities: z.array(z.number()),
  probabilitiesWithoutContext: z.array(z.number()),
  contextLeftOut: z.boolean(),
  masking: z.string().nullable(),
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

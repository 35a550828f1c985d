import { z } from 'zod';
import { contextScopes } from '../../context/scopes.ts';
import { windowSizes } from '../../context/spec.ts';
import { contextualSentiment, topic } from '../../configs/contextual.ts';
import { configUnion } from '../../configs/recipe-schemas.ts';
import { armChoices, usualArms } from './arms.ts';

/** Trainings of each arm. */
export const mostSeeds = 100;

/** What a study of context is asked to compare. */
export const studyRequestSchema = z.object({
  /**
   * What reads the texts, by the name that results have for it, and what all arms with it share: data, split, budget of
   * training. They differ in what reads a text alone. The first `seed` also divides the texts where chance divides them.
   */
  encoders: z
    .array(
      z.object({
        name: z.string().min(1),
        config: configUnion({ 'contextual-sentiment': contextualSentiment, topic }),
      }),
    )
    .min(1),
  arms: z
    .array(z.enum(armChoices))
    .min(1)
    .default([...usualArms]),
  scopes: z.array(z.enum(contextScopes)).min(1).default(['company']),
  /** Texts of a window. */
  windows: z.array(z.int().min(1).max(windowSizes.most)).min(1).default([8]),
  /** Greatest ages of the texts in a window, ms, at which context is studied beside windows of any age. */
  ages: z.array(z.number().positive()).default([]),
  seeds: z.int().min(1).max(mostSeeds).default(5),
  /** Minutes after which no training begins; null: until all are done. */
  budget: z.number().positive().nullable().default(null),
  /** Processes that train at the same time; null: one for each core. */
  processes: z.int().min(1).max(64).nullable().default(null),
  /** Whether context is studied where under half of the texts of a part have a window. */
  sparse: z.boolean().default(false),
});
export type StudyRequest = z.infer<typeof studyRequestSchema>;

import { z } from 'zod';
import { classScoreSchema } from '../../results/scores.ts';
import type { MadeAgreement } from '../../study/made-agreement.ts';

const count = z.int();
const share = z.number().nullable();

/** How well labels that were made agree with those of people; null: there are none to compare them with. */
export const madeAgreementSchema: z.ZodType<MadeAgreement | null> = z
  .object({
    scheme: z.string(),
    labels: count,
    otherLabels: count,
    compared: count,
    accuracy: share,
    low: share,
    high: share,
    macroF1: share,
    kappa: share,
    perClass: z.array(classScoreSchema),
  })
  .nullable();

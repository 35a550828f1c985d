import { z } from 'zod';
import { priceLabelSettingsSchema } from '../../study/price-labels/settings.ts';
import { defineJob } from '../job.ts';
import { madeAgreementSchema } from './made-agreement.ts';

const scheme = z.string().trim().min(1).max(200);
const count = z.int();

/** Labels the texts of the workspace from prices, in a scheme of their own. */
export const labelPricesJob = defineJob({
  kind: 'label-prices',
  input: z.object({
    scheme,
    settings: priceLabelSettingsSchema.prefault({}),
    /** Compared with the labels of people in this scheme; null: one that names the same classes. */
    against: scheme.nullable().default(null),
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    scheme: z.string(),
    settings: priceLabelSettingsSchema,
    dryRun: z.boolean(),
    documents: count,
    labelled: count,
    leftOut: z.object({
      noPrices: count,
      severalTickers: count,
      beyondPrices: count,
      missingPrice: count,
      flat: count,
    }),
    onlyDay: count,
    classes: z.array(z.object({ value: z.string(), count, meanReturn: z.number().nullable() })),
    outcomes: count,
    firstKnown: z.number().nullable(),
    lastKnown: z.number().nullable(),
    replaced: count,
    agreement: madeAgreementSchema,
    seconds: z.number(),
  }),
  stores: ({ dryRun }) => !dryRun,
  run: async (input, { store }) => {
    const { labelByPrices } = await import('../../study/price-labels/label-by-prices.ts');
    return labelByPrices(store, input);
  },
});

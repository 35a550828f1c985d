import { z } from 'zod';
import { defineJob } from '../job.ts';
import { madeAgreementSchema } from './made-agreement.ts';

const scheme = z.string().trim().min(1).max(200);
const count = z.int();

/** Labels the texts of the workspace by rules, in a scheme of their own. */
export const labelRulesJob = defineJob({
  kind: 'label-rules',
  input: z.object({
    /** A file of rules as text, and its name for messages. */
    rules: z.object({ text: z.string().max(2_000_000), file: z.string().min(1) }),
    scheme,
    /** Compared with the labels of people in this scheme; null: the one that names the same classes. */
    against: scheme.nullable().default(null),
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    scheme: z.string(),
    rules: z.string(),
    dryRun: z.boolean(),
    documents: count,
    labelled: count,
    conflicts: count,
    classes: z.array(z.object({ value: z.string(), count })),
    replaced: count,
    agreement: madeAgreementSchema,
    phrases: z.array(z.object({ phrase: z.string(), texts: count, compared: count, right: count })),
    seconds: z.number(),
  }),
  stores: ({ dryRun }) => !dryRun,
  run: async (input, { store }) => {
    const { labelByRules } = await import('../../study/label-by-rules.ts');
    return labelByRules(store, input);
  },
});

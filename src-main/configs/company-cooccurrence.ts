import { z } from 'zod';
import { textMatching } from '../results/companies.ts';
import { countingFields, minTexts } from './counting-fields.ts';
import { symbols, trainingFields } from './fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z
  .object({
    recipe: z.literal('company-cooccurrence'),
    symbols,
    minTexts,
    ...countingFields,
    seed: trainingFields.seed.meta({
      ...trainingFields.seed.meta(),
      note: 'The seed of the random directions that the reduction starts from; up to 1,000 companies nothing is random.',
    }),
    device: trainingFields.device.meta({
      ...trainingFields.device.meta(),
      note: 'Counting runs on the processor, whichever device is chosen.',
    }),
  })
  .meta({
    note: 'Counts a vector for every company in seconds: the words of its texts, and the companies named with it.',
    reads: 'texts about several companies',
    data: 'companies',
  });
export type CompanyCooccurrenceConfig = z.infer<typeof settings>;

/** What is counted, in a few words. */
export function countedInShort({
  counted,
  ownName,
  returns,
}: Pick<CompanyCooccurrenceConfig, 'counted' | 'ownName' | 'returns'>): string {
  const what = { both: 'words and co-mentions', words: 'words', mentions: 'co-mentions' }[counted];
  return [what, ...(ownName === 'kept' ? ['names kept'] : []), ...(returns ? ['daily returns'] : [])].join(
    ', ',
  );
}

export const companyCooccurrence = recipeSchemas({
  config: settings,
  results: [textMatching],
  answers: 'companies',
  inShort: countedInShort,
});

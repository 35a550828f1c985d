/** Settings of company vectors that are counted, not trained. */
import { z } from 'zod';
import { about } from '../setting.ts';
import { symbols, trainingFields, withForm } from './fields.ts';

export const minTexts = z
  .int()
  .min(2)
  .default(10)
  .meta(about('data', 'Texts needed', 'Companies with fewer texts than this are left out.', { main: true }));

const dimensions = (label: string, note: string) =>
  z
    .int()
    .min(1)
    .max(512)
    .default(50)
    .meta(about('model', label, note));

export const countingFields = {
  counted: z
    .enum(['both', 'words', 'mentions'])
    .default('both')
    .meta(
      about(
        'model',
        'Counted',
        'What makes two companies alike: the words of their texts, the companies that are named with them by cashtags (mentions), or both side by side.',
        {
          main: true,
          names: { both: 'words and co-mentions', words: 'words', mentions: 'co-mentions' },
        },
      ),
    ),
  ownName: z
    .enum(['masked', 'kept'])
    .default('masked')
    .meta(
      about(
        'text',
        'Own name',
        "Hides a company's own name and ticker in its texts (masked), or counts them like other words (kept), with which finding the company of a text is no test.",
        { main: true },
      ),
    ),
  textsOf: z
    .enum(['naming', 'filed'])
    .default('naming')
    .meta(
      about(
        'data',
        'Texts of a company',
        'Whose words count for a company: texts filed under it (filed), or also those of others that name it by its cashtag (naming).',
        { names: { naming: 'all that name it', filed: 'those filed under it' } },
      ),
    ),
  icfPower: z
    .number()
    .min(0)
    .max(4)
    .default(1.5)
    .meta(
      about(
        'model',
        'Weight of rare words',
        'The power of the inverse company frequency of a word: 0 counts every word alike, 1 is tf-idf over companies.',
      ),
    ),
  walkSteps: z
    .int()
    .min(1)
    .max(20)
    .default(5)
    .meta(
      about(
        'model',
        'Steps of walks',
        'How far random walks go over the graph of co-mentions: 1 counts companies named together, more also those named with the same others.',
      ),
    ),
  returns: z
    .boolean()
    .default(false)
    .meta(
      about(
        'data',
        'Daily returns',
        'Also puts the daily returns of each company less the market beside what its texts say, with the same say in a cosine, up to the day of the last text; needs prices.',
      ),
    ),
  wordDimensions: dimensions('Dimensions of words', 'Dimensions that the words of texts are reduced to.'),
  mentionDimensions: dimensions('Dimensions of co-mentions', 'Dimensions that co-mentions are reduced to.'),
};

export const countingSettings = z.object({
  symbols: withForm(symbols, { empty: 'all tickers' }),
  minTexts,
  ...countingFields,
  seed: trainingFields.seed,
});
/** What is counted, and how. */
export type CountingConfig = z.infer<typeof countingSettings>;

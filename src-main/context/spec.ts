import { z } from 'zod';
import { about } from '../setting.ts';
import { contextScopes, scopes } from './scopes.ts';

/** Texts that a window may hold. */
export const windowSizes = { least: 0, most: 128 } as const;

/**
 * Which earlier texts belong to the context window of a text.
 * The window holds the `n` most recent documents published strictly before the text, most recent last;
 * documents of one instant are ordered by id.
 */
export const contextSpecSchema = z.object({
  n: z
    .int()
    .min(windowSizes.least)
    .max(windowSizes.most)
    .default(8)
    .meta(about('context', 'Texts', 'The largest number of earlier texts in the context window.')),
  scope: z
    .enum(contextScopes)
    .default('company')
    .meta(
      about(
        'context',
        'Scope',
        `Where the earlier texts come from: ${contextScopes.map((scope) => `${scope} takes ${scopes[scope].takes}`).join(', ')}.`,
        { names: Object.fromEntries(contextScopes.map((scope) => [scope, scopes[scope].name])) },
      ),
    ),
  noRetweets: z
    .boolean()
    .default(false)
    .meta(about('context', 'No retweets', 'Leaves retweets out of the window.')),
  verifiedOnly: z
    .boolean()
    .default(false)
    .meta(about('context', 'Verified only', 'Takes only texts by verified accounts into the window.')),
  noNearDuplicates: z
    .boolean()
    .default(true)
    .meta(
      about(
        'context',
        'No near-duplicates',
        'Leaves out near-duplicates of the text itself and of a more recent text in the window.',
      ),
    ),
  maxAgeMs: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .meta(
      about(
        'context',
        'Max age',
        'The greatest age of a text in the window, in milliseconds before the text.',
        { empty: 'no limit' },
      ),
    ),
});

export type ContextSpec = z.infer<typeof contextSpecSchema>;

/** The specification that is used where a caller gives none. */
export const defaultContextSpec: ContextSpec = Object.freeze(contextSpecSchema.parse({}));

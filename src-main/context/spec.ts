import { z } from 'zod';

/** Where the texts of a context window may come from. */
export const contextScopes = ['company', 'author', 'market'] as const;

/** Texts that a window may hold. */
export const windowSizes = { least: 0, most: 128 } as const;

/**
 * Which earlier texts belong to the context window of a text.
 * The window holds the `n` most recent documents published strictly before the text, most recent last;
 * documents of one instant are ordered by id.
 */
export const contextSpecSchema = z.object({
  /** Largest number of documents in the window. */
  n: z.int().min(windowSizes.least).max(windowSizes.most).default(8),
  /** company: texts that mention the same company; author: by the same author; market: any text. */
  scope: z.enum(contextScopes).default('company'),
  /** Leave retweets out of the window. */
  noRetweets: z.boolean().default(false),
  /** Only texts of verified accounts. */
  verifiedOnly: z.boolean().default(false),
  /** Leave out near-duplicates of the text itself and of a more recent text of the window. */
  noNearDuplicates: z.boolean().default(true),
  /** Oldest age, in milliseconds before the text; null: no limit. */
  maxAgeMs: z.number().positive().nullable().default(null),
});

export type ContextSpec = z.infer<typeof contextSpecSchema>;
export type ContextScope = (typeof contextScopes)[number];

/** The specification that is used where a caller gives none. */
export const defaultContextSpec: ContextSpec = Object.freeze(contextSpecSchema.parse({}));

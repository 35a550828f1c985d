import { z } from 'zod';

/** What becomes of the parts of a text that are no plain words. */
export const cleaningSchema = z.object({
  /** drop; token: `<link>`. */
  links: z.enum(['drop', 'token']).default('drop'),
  /** token: `<mention>`, so that a model learns what is said, not of whom; name: the name as a word; drop. */
  mentions: z.enum(['token', 'name', 'drop']).default('token'),
  /** word: without its `#`; token: `<hashtag>`; drop. */
  hashtags: z.enum(['word', 'token', 'drop']).default('word'),
  /** token: `<cashtag>`; name: the ticker as a word; drop. */
  cashtags: z.enum(['token', 'name', 'drop']).default('token'),
  /** keep; drop: what stands in square or round brackets goes, as `[Video]` or `(NASDAQ:AAPL)`. */
  brackets: z.enum(['keep', 'drop']).default('keep'),
  /** decode: `&amp;` is read as `&`; keep. Imported texts are decoded once already. */
  entities: z.enum(['decode', 'keep']).default('decode'),
  /** keep; drop: articles, pronouns and the like (Snowball's English list) go. */
  stopWords: z.enum(['keep', 'drop']).default('keep'),
});
export type Cleaning = z.infer<typeof cleaningSchema>;

export const defaultCleaning: Cleaning = cleaningSchema.parse({});

import { z } from 'zod';
import { about } from '../setting.ts';

/** What happens to the parts of a text that are not plain words. */
export const cleaningSchema = z.object({
  links: z
    .enum(['drop', 'token'])
    .default('drop')
    .meta(about('text', 'Links', 'Drops links, or replaces each with the token <link>.')),
  mentions: z
    .enum(['token', 'name', 'drop'])
    .default('token')
    .meta(
      about(
        'text',
        'Mentions',
        'Replaces each @mention with the token <mention>, so that a model learns what is said rather than about whom, keeps its name as a word, or drops it.',
      ),
    ),
  hashtags: z
    .enum(['word', 'token', 'drop'])
    .default('word')
    .meta(
      about(
        'text',
        'Hashtags',
        'Reads each hashtag as a word without its #, replaces it with the token <hashtag>, or drops it.',
      ),
    ),
  cashtags: z
    .enum(['token', 'name', 'drop'])
    .default('token')
    .meta(
      about(
        'text',
        'Cashtags',
        'Replaces each cashtag with the token <cashtag>, reads its ticker as a word, or drops it.',
      ),
    ),
  brackets: z
    .enum(['keep', 'drop'])
    .default('keep')
    .meta(
      about(
        'text',
        'Brackets',
        'Keeps or drops text in square or round brackets, such as [Video] or (NASDAQ:AAPL).',
      ),
    ),
  entities: z
    .enum(['decode', 'keep'])
    .default('decode')
    .meta(
      about(
        'text',
        'Entities',
        'Decodes HTML entities, so that &amp; is read as &, or keeps them; imported texts have already been decoded once.',
      ),
    ),
  stopWords: z
    .enum(['keep', 'drop'])
    .default('keep')
    .meta(
      about(
        'text',
        'Stop words',
        "Keeps or drops articles, pronouns and the like (Snowball's English list).",
      ),
    ),
});
export type Cleaning = z.infer<typeof cleaningSchema>;

export const defaultCleaning: Cleaning = cleaningSchema.parse({});

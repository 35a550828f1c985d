import { z } from 'zod';
import { factsSchema, originSchema } from '../../checkpoints/library/entry.ts';
import { measuredSchema } from '../../checkpoints/library/measured.ts';

/** A checkpoint of the library, as lists show it (`CheckpointRow`). */
export const checkpointRow = z.object({
  name: z.string(),
  hash: z.string(),
  origin: originSchema,
  added: z.number(),
  ...factsSchema.shape,
  bytes: z.number(),
  cost: measuredSchema.nullable(),
  problem: z.string().nullable(),
});

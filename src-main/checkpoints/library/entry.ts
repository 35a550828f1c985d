import { z } from 'zod';

/** What a checkpoint is, as its files say. */
export const factsSchema = z.object({
  /** `model_type` of its configuration, such as bert. */
  family: z.string(),
  layers: z.int(),
  /** Numbers of a vector. */
  width: z.int(),
  /** Numbers in its weights. */
  parameters: z.int(),
  /** Most tokens of a text. */
  positions: z.int().nullable(),
  /** How the vectors of tokens become that of a text, as its `1_Pooling` says; null: it says nothing. */
  pooling: z.string().nullable(),
  /** Whether the vector of a text is brought to length 1. */
  normalized: z.boolean(),
  /** The classes of its own classifier; null: it has none. */
  labels: z.array(z.string()).nullable(),
  /** As its README or its package names it; null: neither does. */
  licence: z.string().nullable(),
});
export type CheckpointFacts = z.infer<typeof factsSchema>;

export const storedFileSchema = z.object({ name: z.string(), bytes: z.int() });

/** Where a checkpoint came from. */
export const originSchema = z.object({
  kind: z.enum(['folder', 'archive', 'hub']),
  /** A path, or OWNER/NAME@REVISION. */
  from: z.string(),
});
export type CheckpointOrigin = z.infer<typeof originSchema>;

/** What stands in the library under a name. */
export const entrySchema = z.object({
  version: z.literal(1),
  name: z.string(),
  /** SHA-256 of the list of its files with their SHA-256. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  origin: originSchema,
  /** When it was added. */
  added: z.number(),
  files: z.array(storedFileSchema),
  ...factsSchema.shape,
});
export type CheckpointEntry = z.infer<typeof entrySchema>;

/** Bytes of all its files. */
export function sizeOfEntry({ files }: Pick<CheckpointEntry, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

import { z } from 'zod';
import { contextSpecSchema } from '../../context/spec.ts';
import { instantSchema, symbolSchema } from './fields.ts';

const text = z.string().max(10_000);

/** A text that is explained: a document or a typed text, as it is or changed. */
export const askedTextFields = {
  run: z.int(),
  /** Null: the text is typed. */
  document: z.int().positive().nullable().default(null),
  /** A typed text, or what is read in the place of the document's own; null: the document as it is. */
  text: text.nullable().default(null),
  /** The company whose earlier texts are the window of a typed text; null: it is read alone. */
  symbol: symbolSchema.nullable().default(null),
  /** When a typed text was published; null: now. */
  at: instantSchema.nullable().default(null),
  /** Another window than the run's own; null: the run's. */
  window: contextSpecSchema.nullable().default(null),
  /** Context texts that are read otherwise than they were written; without a text they are left out. */
  edits: z.array(z.object({ document: z.int(), text: text.nullable() })).default([]),
};

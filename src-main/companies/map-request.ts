/** Which vectors of companies are looked at, and how they are brought onto a plane. */
import { z } from 'zod';
import { metrics } from './metric.ts';

const day = z.iso.date();

/** The vectors of a run; or, counted with its settings, those of the texts with a label or of a period. */
export const spaceShape = {
  run: z.int().positive(),
  /** Texts with this label alone; null: all. A run that has vectors by topic gives its own. */
  topic: z.string().min(1).max(200).nullable().default(null),
  /** The scheme of that label. */
  scheme: z.string().min(1).max(200).default('topic'),
  /** Texts from this day (UTC) on, and up to and with this one; null: without end. */
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  metric: z.enum(metrics).default('centred'),
};
export const spaceSchema = z.object(spaceShape);
export type SpaceRequest = z.infer<typeof spaceSchema>;

export const projections = ['pca', 'umap'] as const;

export const mapRequestSchema = z.object({
  ...spaceShape,
  projection: z.enum(projections).default('pca'),
  /** Of UMAP alone. */
  neighbours: z.int().min(2).max(200).default(15),
  minDist: z.number().min(0).max(1).default(0.1),
  seed: z.int().min(0).default(1),
});
export type MapRequest = z.infer<typeof mapRequestSchema>;

const point = z.object({
  companyId: z.int(),
  symbol: z.string(),
  name: z.string(),
  sector: z.string().nullable(),
  documents: z.int(),
  x: z.number(),
  y: z.number(),
});
export type CompanyPoint = z.infer<typeof point>;

export const companyMapSchema = z.object({
  request: mapRequestSchema,
  /** Share of the variance on each axis; null: the axes of this projection mean nothing by themselves. */
  explained: z.tuple([z.number(), z.number()]).nullable(),
  /** Whether the vectors are those that the run stored, or counted for these texts. */
  counted: z.boolean(),
  dimensions: z.int(),
  points: z.array(point),
});
export type CompanyMap = z.infer<typeof companyMapSchema>;

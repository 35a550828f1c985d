import { z } from 'zod';
import { contextSpecSchema } from '../context/spec.ts';
import { exportFormats } from '../export/formats.ts';
import { readingSchema } from '../ingest/reading.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { curveRequestSchema } from '../configs/curve-request.ts';
import { remedySchema } from '../remedies.ts';

/** Milliseconds since 1970, as far as JavaScript's dates reach. */
export const instantSchema = z.number().min(-8.64e15).max(8.64e15);

/** What a job process is asked to do. Everything long or heavy is one of these; the rest is a short read in the broker. */
export const jobSpecSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('import'),
    files: z.array(z.string().min(1)).min(1),
    /** How to read the files; null: recognised from their content. */
    as: z.string().nullable().default(null),
    /** Label scheme, for files of texts with labels. */
    labels: z.string().nullable().default(null),
    /** How the files are to be read, as far as the user says. */
    reading: readingSchema.optional(),
  }),
  /** Looks at a file without importing it. */
  z.object({
    kind: z.literal('inspect'),
    file: z.string().min(1),
    as: z.string().nullable().default(null),
    reading: readingSchema.prefault({}),
  }),
  z.object({ kind: z.literal('train'), config: trainConfigSchema }),
  /** Trains a recipe on more and more texts; its `done` result is a `LearningCurve`. */
  z.object({ kind: z.literal('learning-curve'), ...curveRequestSchema.shape }),
  /** Goes on with a training that was stopped. */
  z.object({ kind: z.literal('resume'), run: z.int().positive() }),
  z.object({
    kind: z.literal('explain'),
    run: z.int(),
    document: z.int(),
    /** Another window than the run's own; null: the run's. */
    window: contextSpecSchema.nullable().default(null),
  }),
  /** Prediction and attention of a text that somebody typed. */
  z.object({
    kind: z.literal('read'),
    run: z.int(),
    text: z.string().trim().min(1).max(10_000),
    /** The company whose texts before it are its window; null: it is read alone. */
    symbol: z.string().min(1).max(64).nullable().default(null),
    /** When it was said; null: now. */
    at: instantSchema.nullable().default(null),
    window: contextSpecSchema.nullable().default(null),
  }),
  /** The nearest words of each word of a text, of a word2vec run. */
  z.object({ kind: z.literal('words'), run: z.int(), text: z.string().trim().min(1).max(10_000) }),
  /** Whether a ticker closes higher on the day after its latest one, of a price-transformer run. */
  z.object({
    kind: z.literal('move'),
    run: z.int(),
    symbol: z.string().min(1).max(64),
    /** As it could be known at this time; null: after all days that there are. */
    at: instantSchema.nullable().default(null),
  }),
  /** Writes a run into a new folder, for other programs. */
  z.object({
    kind: z.literal('export'),
    run: z.int(),
    format: z.enum(exportFormats),
    /** The folder that is made; null: one in `exports/` of the workspace. */
    out: z.string().min(1).nullable().default(null),
    /** Examples of a call and tokens of a text of an ONNX model; null: as many as the run read. */
    batch: z.int().min(1).default(1),
    tokens: z.int().min(1).nullable().default(null),
  }),
  /** Lets a run label the documents that nobody has labelled. */
  z.object({
    kind: z.literal('label'),
    run: z.int().positive(),
    /** The scheme of the labels; null: the one that the run learned. */
    scheme: z.string().min(1).nullable().default(null),
    symbols: z.array(z.string().min(1)).min(1).nullable().default(null),
    /** Documents of which the run is less sure get no label. */
    minConfidence: z.number().min(0).max(1).default(0.5),
    dryRun: z.boolean().default(false),
  }),
  /** Which devices there are: asked of a job process, since a driver can crash at the question. */
  z.object({ kind: z.literal('devices') }),
]);
export type JobSpec = z.infer<typeof jobSpecSchema>;
export type JobSpecInput = z.input<typeof jobSpecSchema>;

/** Whether a job stores something in the workspace. */
export function storesResults(spec: JobSpec): boolean {
  if (spec.kind === 'label') return !spec.dryRun;
  return ['import', 'train', 'learning-curve', 'resume'].includes(spec.kind);
}

/** An error as a user meets it: what happened, and what helps. */
export const problemSchema = z.object({
  /** use: the request is wrong; input: a file is wrong; failure: ours or the machine's. */
  kind: z.enum(['use', 'input', 'failure']),
  message: z.string(),
  /** What helps, the most obvious first; absent: nothing that is known. */
  remedies: z.array(remedySchema).exactOptional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What a job tells while it runs. The last event of a job is `done`, `failed` or `cancelled`. */
export const jobEventSchema = z.discriminatedUnion('type', [
  /** `total` is null while it is not known; `unit` is what is counted: bytes, steps, ... */
  z.object({
    type: z.literal('progress'),
    stage: z.string(),
    done: z.number(),
    total: z.number().nullable(),
    unit: z.string(),
  }),
  z.object({ type: z.literal('message'), text: z.string() }),
  /** A run exists from here on; its metrics and checkpoints belong to it. */
  z.object({ type: z.literal('run'), run: z.int() }),
  z.object({
    type: z.literal('metric'),
    name: z.string(),
    step: z.int(),
    epoch: z.number(),
    value: z.number(),
  }),
  z.object({ type: z.literal('done'), result: z.unknown() }),
  z.object({ type: z.literal('failed'), problem: problemSchema }),
  z.object({ type: z.literal('cancelled') }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;

/** Broker to job process. */
export const toJobSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), job: z.int(), workspace: z.string(), spec: jobSpecSchema }),
  z.object({ type: z.literal('cancel'), job: z.int() }),
]);
export type ToJob = z.infer<typeof toJobSchema>;

/** Job process to broker. */
export const fromJobSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('event'), job: z.int(), event: jobEventSchema }),
]);
export type FromJob = z.infer<typeof fromJobSchema>;

/** The one contract between the application and whoever talks to it: the window in Electron, in a browser, a script. */
import { eventIterator, oc, type } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { contextSpecSchema } from '../context/spec.ts';
import { exportFormats } from '../export/formats.ts';
import { readingSchema } from '../ingest/reading.ts';
import { instantSchema, jobEventSchema } from '../jobs/protocol.ts';
import { pairKinds } from '../store/prediction-pairs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { curveRequestSchema } from '../configs/curve-request.ts';
import type {
  Adequacy,
  CompanyMap,
  CompanyRow,
  ContextWindow,
  DeviceInfo,
  DocumentRow,
  Explanation,
  ExportFormat,
  HistogramBin,
  Inspection,
  JobInfo,
  LabelScheme,
  LearningCurve,
  MetricPoint,
  MovePrediction,
  Neighbour,
  Overview,
  Page,
  RecipeInfo,
  RejectRow,
  RowDifferences,
  RunComparison,
  RunRow,
  TrainConfig,
  UnreadableRun,
  WindowSettings,
  WordNeighbours,
  Unlabelled,
} from './types.ts';

const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(100) };
const symbol = z.string().min(1).max(64);

export const contract = {
  library: {
    overview: oc.output(type<Overview>()),
    /** Starts an import job; its `done` result is `ImportResult[]`. */
    import: oc
      .input(
        z.object({
          files: z.array(z.string().min(1)).min(1),
          as: z.string().nullable().default(null),
          labels: z.string().nullable().default(null),
          reading: readingSchema.prefault({}),
        }),
      )
      .output(type<{ job: number }>()),
    /** Looks at a file without importing it: its kind, columns and first records, and the ways to read it. */
    inspect: oc
      .input(
        z.object({
          file: z.string().min(1),
          as: z.string().nullable().default(null),
          reading: readingSchema.prefault({}),
        }),
      )
      .output(type<Inspection>()),
    rejects: oc
      .input(z.object({ source: z.int().nullable().default(null), ...page }))
      .output(type<Page<RejectRow>>()),
  },
  tickers: {
    list: oc.output(type<CompanyRow[]>()),
    get: oc.input(z.object({ symbol })).output(type<CompanyRow>()),
    /** Documents over time, of one ticker or of all; equal bins between the first and the last. */
    histogram: oc
      .input(z.object({ symbol: symbol.nullable(), bins: z.int().min(1).max(500).default(60) }))
      .output(type<HistogramBin[]>()),
    /** A ticker's documents, most recent first, or those that match a full-text query. */
    timeline: oc
      .input(z.object({ symbol: symbol.nullable(), query: z.string().max(500).default(''), ...page }))
      .output(type<Page<DocumentRow>>()),
  },
  context: {
    /** The window of a document, or of a ticker at a time. */
    window: oc
      .input(
        z.object({
          document: z.int().nullable().default(null),
          symbol: symbol.nullable().default(null),
          at: instantSchema.nullable().default(null),
          spec: contextSpecSchema.prefault({}),
        }),
      )
      .output(type<ContextWindow>()),
    /** The settings of a window, and the window of those who choose none. */
    settings: oc.output(type<WindowSettings>()),
  },
  train: {
    start: oc.input(z.object({ config: trainConfigSchema })).output(type<{ job: number }>()),
    /** Starts trainings of several sizes and seeds, each a run; `runs.curve` has what came of them so far. */
    learningCurve: oc.input(curveRequestSchema).output(type<{ job: number }>()),
    /** Goes on with a run that was stopped, from the end of its last whole epoch. */
    resume: oc.input(z.object({ run: z.int().positive() })).output(type<{ job: number }>()),
    devices: oc.output(type<DeviceInfo[]>()),
    /** Every recipe with its settings as they are where nothing is said. */
    defaults: oc.output(type<TrainConfig[]>()),
    schemes: oc.output(type<LabelScheme[]>()),
    /** The recipes with their settings, in the order in which they are offered. */
    recipes: oc.output(type<RecipeInfo[]>()),
    /** What there is to learn from, and whether it is enough, before it is tried. */
    data: oc.input(z.object({ config: trainConfigSchema })).output(type<Adequacy>()),
  },
  runs: {
    list: oc.output(type<RunRow[]>()),
    /** Runs that cannot be read, and why; the list leaves them out. */
    unreadable: oc.output(type<UnreadableRun[]>()),
    get: oc.input(z.object({ run: z.int() })).output(type<RunRow>()),
    metrics: oc.input(z.object({ run: z.int() })).output(type<MetricPoint[]>()),
    /** A learning curve as far as its runs are done, by the first of them. */
    curve: oc.input(z.object({ curve: z.int() })).output(type<LearningCurve>()),
    /** Prediction and attention of a document under a run; null window: the run's own. */
    explain: oc
      .input(
        z.object({ run: z.int(), document: z.int(), window: contextSpecSchema.nullable().default(null) }),
      )
      .output(type<Explanation>()),
    /** The same of a text that somebody typed, as if it had been written about a ticker at a time. */
    read: oc
      .input(
        z.object({
          run: z.int(),
          text: z.string().trim().min(1).max(10_000),
          symbol: symbol.nullable().default(null),
          at: instantSchema.nullable().default(null),
          window: contextSpecSchema.nullable().default(null),
        }),
      )
      .output(type<Explanation>()),
    /** The nearest words of each word of a text, of a word2vec run. */
    words: oc
      .input(z.object({ run: z.int(), text: z.string().trim().min(1).max(10_000) }))
      .output(type<WordNeighbours[]>()),
    /** Whether a ticker closes higher on the day after its latest one, or after the last before a time, of a price-transformer run. */
    move: oc
      .input(z.object({ run: z.int(), symbol, at: instantSchema.nullable().default(null) }))
      .output(type<MovePrediction>()),
    /** The formats that a run can be written in. */
    formats: oc.input(z.object({ run: z.int() })).output(type<readonly ExportFormat[]>()),
    /** Starts a job that writes a run into a new folder, by default in the workspace; its `done` result is `Exported`. */
    export: oc
      .input(
        z.object({
          run: z.int(),
          format: z.enum(exportFormats),
          out: z.string().trim().min(1).nullable().default(null),
        }),
      )
      .output(type<{ job: number }>()),
    /** How many documents nobody but a model has labelled with what a run learned; null: it names no classes of texts. */
    unlabelled: oc.input(z.object({ run: z.int() })).output(type<Unlabelled | null>()),
    /** Starts a job in which a run labels them; its `done` result is `Labelling`. */
    label: oc
      .input(z.object({ run: z.int().positive(), minConfidence: z.number().min(0).max(1).default(0.5) }))
      .output(type<{ job: number }>()),
    /** Runs side by side: settings, scores, and whether they were tested on the same texts. */
    compare: oc.input(z.object({ runs: z.array(z.int()).min(2).max(8) })).output(type<RunComparison>()),
    /** Texts that one of two runs got right and the other wrong, or any other of the four cells. */
    differences: oc
      .input(
        z.object({ first: z.int(), second: z.int(), kind: z.enum(pairKinds).default('different'), ...page }),
      )
      .output(type<RowDifferences>()),
  },
  companies: {
    map: oc.input(z.object({ run: z.int() })).output(type<CompanyMap>()),
    neighbours: oc
      .input(
        z.object({
          run: z.int(),
          symbol,
          k: z.int().min(1).max(100).default(10),
          metric: z.enum(['cosine', 'euclidean']).default('cosine'),
          /** In the context of this topic, of a run that has vectors by topic; null: over all texts. */
          topic: z.string().nullable().default(null),
        }),
      )
      .output(type<Neighbour[]>()),
  },
  jobs: {
    list: oc.output(type<JobInfo[]>()),
    cancel: oc.input(z.object({ job: z.int() })).output(type<null>()),
    /** All events of a job from its start (a late listener misses nothing), until it ends. */
    watch: oc.input(z.object({ job: z.int() })).output(eventIterator(jobEventSchema)),
  },
};

export type Contract = typeof contract;
export type ContextureClient = ContractRouterClient<Contract>;
export type { DocumentRow };

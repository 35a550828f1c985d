/** The one contract between the application and whoever talks to it: the window in Electron, in a browser, a script. */
import { eventIterator, oc, type } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { contextSpecSchema } from '../context/spec.ts';
import { jobs } from '../jobs/all.ts';
import { instantSchema, symbolSchema as symbol } from '../jobs/kinds/fields.ts';
import { jobEventSchema } from '../jobs/protocol.ts';
import { studyFiles } from '../study/context/files.ts';
import { judgementStages } from '../store/judgements.ts';
import { labellingOrders } from '../store/labelling-queue.ts';
import { testedOrders } from '../store/tested-rows.ts';
import { pairKinds } from '../store/prediction-pairs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import type {
  Adequacy,
  AnnotatorSummary,
  BinnedThing,
  CheckpointList,
  ClassName,
  CompanyLabel,
  CompanyRow,
  CorrectionRow,
  ContextWindow,
  DocumentRow,
  ExportFormat,
  HistogramBin,
  Price,
  JobInfo,
  LabelScheme,
  LabellingScheme,
  LearningCurve,
  SweepTrials,
  MetricPoint,
  NamedValue,
  LabelledCompanies,
  Overview,
  OwnLabel,
  Page,
  RecipeInfo,
  RejectRow,
  RowDifferences,
  RunComparison,
  RunRow,
  Sample,
  Saved,
  StudyChoices,
  StudyFileContent,
  StudyPage,
  StudyRow,
  TickerScores,
  TestedRow,
  TextLabels,
  Timeline,
  TickersAdequacy,
  Topic,
  TrainConfig,
  UnreadableRun,
  WindowSettings,
  WorkspaceList,
  UndoneAction,
  Unlabelled,
} from './types.ts';

const word = z.string().trim().min(1).max(200);
const scheme = word;
const savedName = z.string().trim().min(1).max(80);
const labelled = { scheme, annotator: word };
const filtered = { symbol: symbol.nullable().default(null), query: z.string().max(500).default('') };
const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(100) };

/** A procedure that starts a job and answers with its number; the last event of `jobs.watch` has the result. */
function starting<Input extends z.ZodObject>({ input }: { input: Input }) {
  return oc.input(input).output(z.object({ job: z.int() }));
}

/** A procedure that answers with the result of a job. */
function answering<Input extends z.ZodObject, Output extends z.ZodType>(job: {
  input: Input;
  output: Output;
}) {
  return oc.input(job.input).output(job.output);
}

export const contract = {
  library: {
    overview: oc.output(type<Overview>()),
    import: starting(jobs.import),
    /** The files that come with the application, and what is trained on them. */
    sample: oc.output(type<Sample>()),
    /** The files that paths stand for: those in a folder, in a ZIP archive, or that match a pattern. */
    files: oc.input(z.object({ names: z.array(z.string().min(1)) })).output(z.array(z.string())),
    inspect: answering(jobs.inspect),
    /** Takes a file, a scheme of labels or a run out of the workspace, after the jobs that were started before it. */
    forget: starting(jobs.forget),
    /** What that would take out. */
    forgettable: oc.input(jobs.forget.input.pick({ target: true })).output(jobs.forget.output),
    /** What was taken out and can be brought back, what went last first. */
    bin: oc.output(type<BinnedThing[]>()),
    unforget: starting(jobs.unforget),
    emptyBin: answering(jobs['empty-bin']),
    /** What of the database is not as it was written, as far as it was checked; null: nothing. */
    damage: oc.output(type<string | null>()),
    rejects: oc
      .input(z.object({ source: z.int().nullable().default(null), ...page }))
      .output(type<Page<RejectRow>>()),
    /** Records that were rejected and then corrected by hand, the latest first. */
    corrections: oc
      .input(z.object({ source: z.int().nullable().default(null), ...page }))
      .output(type<Page<CorrectionRow>>()),
    /** Reads a rejected record anew as it was corrected, and takes it, unless it is only tried. */
    correct: answering(jobs.correct),
  },
  tickers: {
    list: oc.output(type<CompanyRow[]>()),
    get: oc.input(z.object({ symbol })).output(type<CompanyRow>()),
    /** Documents over time, of one ticker or of all; equal bins between the first and the last. */
    histogram: oc
      .input(z.object({ symbol: symbol.nullable(), bins: z.int().min(1).max(500).default(60) }))
      .output(type<HistogramBin[]>()),
    /** Daily prices of a ticker, in the order of their days; none: it has none. */
    prices: oc.input(z.object({ symbol })).output(type<Price[]>()),
    /** Why a search finds nothing, where what it names is not in the workspace; null: it is. */
    whyNothing: oc.input(z.object({ query: z.string().max(500) })).output(type<string | null>()),
    /** A ticker's documents, most recent first, or those that match a full-text query. */
    timeline: oc
      .input(z.object({ symbol: symbol.nullable(), query: z.string().max(500).default(''), ...page }))
      .output(type<Timeline>()),
  },
  /** Searches of texts and groups of tickers that have a name. */
  saved: {
    list: oc.output(type<Saved>()),
    saveSearch: oc
      .input(z.object({ name: savedName, query: z.string().trim().min(1).max(500) }))
      .output(type<null>()),
    saveGroup: oc
      .input(z.object({ name: savedName, symbols: z.array(symbol).min(1).max(10_000) }))
      .output(type<null>()),
    remove: oc
      .input(z.object({ what: z.enum(['search', 'group']), name: savedName }))
      .output(type<{ deletion: number }>()),
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
    start: starting(jobs.train),
    /** Each of its trainings is a run; `runs.curve` has their scores so far. */
    learningCurve: starting(jobs['learning-curve']),
    /** Each of its trials is a run; `runs.sweep` has their scores so far. */
    sweep: starting(jobs.sweep),
    resume: starting(jobs.resume),
    devices: oc.output(jobs.devices.output),
    /** Every recipe with its settings as they are where nothing is said. */
    defaults: oc.output(type<TrainConfig[]>()),
    schemes: oc.output(type<LabelScheme[]>()),
    /** The recipes with their settings, in the order in which they are offered. */
    recipes: oc.output(type<RecipeInfo[]>()),
    /** What there is to learn from, and whether it is enough, before it is tried. */
    data: oc.input(z.object({ config: trainConfigSchema })).output(type<Adequacy>()),
    /** The same of each ticker alone; null: the recipe learns no labels. */
    tickers: oc.input(z.object({ config: trainConfigSchema })).output(type<TickersAdequacy | null>()),
  },
  runs: {
    list: oc.output(type<RunRow[]>()),
    /** Runs that cannot be read, and why; the list leaves them out. */
    unreadable: oc.output(type<UnreadableRun[]>()),
    get: oc.input(z.object({ run: z.int() })).output(type<RunRow>()),
    metrics: oc.input(z.object({ run: z.int() })).output(type<MetricPoint[]>()),
    /** A learning curve as far as its runs are done, by the first of them. */
    curve: oc.input(z.object({ curve: z.int() })).output(type<LearningCurve>()),
    /** The trials of a sweep as they stand, by the first of its runs. */
    sweep: oc.input(z.object({ sweep: z.int() })).output(type<SweepTrials>()),
    explain: answering(jobs.explain),
    influence: answering(jobs.influence),
    gradients: answering(jobs.gradients),
    explainTest: starting(jobs['explain-test']),
    windowCurves: answering(jobs['window-curves']),
    read: answering(jobs.read),
    words: answering(jobs.words),
    move: answering(jobs.move),
    /** The formats that a run can be written in. */
    formats: oc.input(z.object({ run: z.int() })).output(type<readonly ExportFormat[]>()),
    export: starting(jobs.export),
    /** The scores of each ticker of the test part; empty: its texts have none. */
    byTicker: oc.input(z.object({ run: z.int() })).output(type<TickerScores[]>()),
    /** How many documents nobody but a model has labelled with what a run learned; null: it names no classes of texts. */
    unlabelled: oc.input(z.object({ run: z.int() })).output(type<Unlabelled | null>()),
    label: starting(jobs.label),
    annotate: answering(jobs.annotate),
    /** Runs side by side: settings, scores, and whether they were tested on the same texts. */
    compare: oc.input(z.object({ runs: z.array(z.int()).min(2).max(8) })).output(type<RunComparison>()),
    /** What a run said of the texts of its test part: those behind a cell of its confusion matrix, a class, its errors. */
    tested: oc
      .input(
        z.object({
          run: z.int(),
          truth: z.string().nullable().default(null),
          predicted: z.string().nullable().default(null),
          wrong: z.boolean().default(false),
          order: z.enum(testedOrders).default('sure'),
          ...page,
        }),
      )
      .output(type<Page<TestedRow>>()),
    /** Texts that one of two runs got right and the other wrong, or any other of the four cells. */
    differences: oc
      .input(
        z.object({ first: z.int(), second: z.int(), kind: z.enum(pairKinds).default('different'), ...page }),
      )
      .output(type<RowDifferences>()),
  },
  /** Labels that people give by hand. */
  labelling: {
    scheme: oc.input(z.object({ scheme })).output(type<LabellingScheme>()),
    /** The texts that wait for an annotator, as far as they are asked for, and how many there are. */
    queue: oc
      .input(
        z.object({
          ...labelled,
          ...filtered,
          order: z.enum(labellingOrders).default('newest'),
          run: z.int().nullable().default(null),
          seed: z.int().min(0).default(1),
          others: z.boolean().default(false),
          limit: z.int().min(1).max(200).default(50),
        }),
      )
      .output(type<Page<DocumentRow>>()),
    judge: oc
      .input(
        z.object({
          ...labelled,
          document: z.int(),
          stage: z.enum(judgementStages).exclude(['bulk']),
          value: word,
        }),
      )
      .output(type<null>()),
    /** Labels all texts of a filter that the annotator has not labelled; `dryRun` counts them. */
    bulk: oc
      .input(z.object({ ...labelled, ...filtered, value: word, dryRun: z.boolean().default(false) }))
      .output(z.object({ texts: z.int() })),
    undo: oc.input(z.object(labelled)).output(type<UndoneAction | null>()),
    /** Labels the texts of the workspace by rules, in a scheme of their own; `dryRun` counts and compares. */
    rules: answering(jobs['label-rules']),
    /** The same from prices. */
    prices: answering(jobs['label-prices']),
    /** Finds topics in the texts, and labels the texts with them in a scheme of their own. */
    findTopics: starting(jobs['find-topics']),
    /** The topics that were found in a scheme, as they are now; none: none were found. */
    topics: oc.input(z.object({ scheme })).output(type<Topic[]>()),
    /** Gives a topic another name, or puts it into another one; labels by hand follow. */
    correctTopic: oc
      .input(
        z.union([
          z.object({ scheme, topic: word, name: word }),
          z.object({ scheme, topic: word, into: word }),
        ]),
      )
      .output(type<Topic[]>()),
    /** Takes back the last labels by rules, from prices or of topics, of a scheme. */
    takeBack: answering(jobs['undo-labels']),
    summary: oc.input(z.object({ scheme })).output(type<AnnotatorSummary>()),
    /** What the classes of all schemes are called, where they have names. */
    classNames: oc.output(type<ClassName[]>()),
    /** The classes of a scheme with their names; null: a class has none. */
    namedValues: oc.input(z.object({ scheme })).output(type<NamedValue[]>()),
    /** Names classes of a scheme, or takes their names away; labels stay as they are stored. */
    nameClasses: oc
      .input(z.object({ scheme, names: z.array(z.object({ value: word, name: word.nullable() })).max(1000) }))
      .output(type<null>()),
  },
  /** Studies of context: comparisons of trainings with placebos and statistics. */
  studies: {
    choices: oc.output(type<StudyChoices>()),
    /** What a study would be, before anything is trained. */
    expectation: answering(jobs['study-expectation']),
    start: starting(jobs['study-context']),
    list: oc.output(type<StudyRow[]>()),
    get: oc.input(z.object({ study: word })).output(type<StudyPage>()),
    /** One of the files of a finished study. */
    file: oc.input(z.object({ study: word, file: z.enum(studyFiles) })).output(type<StudyFileContent>()),
  },
  /** The checkpoints of this machine, which all workspaces share. */
  checkpoints: {
    list: oc.output(type<CheckpointList>()),
    add: starting(jobs['checkpoint-add']),
    check: starting(jobs['checkpoint-check']),
    measure: starting(jobs['checkpoint-measure']),
    /** What removing one would take away, and which runs name it. */
    removal: oc
      .input(jobs['checkpoint-remove'].input.pick({ name: true }))
      .output(jobs['checkpoint-remove'].output),
    remove: answering(jobs['checkpoint-remove']),
  },
  /** The companies of a run, or of some of its texts, as vectors. */
  companies: {
    map: answering(jobs['company-map']),
    clusters: answering(jobs['company-clusters']),
    similarity: answering(jobs['company-similarity']),
    drift: starting(jobs['company-drift']),
    neighbours: answering(jobs['company-near']),
    stability: answering(jobs['company-stability']),
    whyNear: answering(jobs['why-near']),
    news: answering(jobs['company-news']),
    /** The label that most of a company's texts have, by company. */
    labels: oc.input(z.object({ scheme })).output(type<CompanyLabel[]>()),
    /** The labels that a person gave companies. */
    ownLabels: oc.output(type<OwnLabel[]>()),
    /** Gives companies a label of a person's own, or takes theirs off. */
    label: oc
      .input(z.object({ symbols: z.array(symbol).min(1).max(10_000), value: word.nullable() }))
      .output(type<LabelledCompanies>()),
    /** The same from a table with the columns ticker and label, as text. */
    labelTable: oc
      .input(z.object({ text: z.string().max(2_000_000), name: word }))
      .output(type<LabelledCompanies>()),
    /** Takes back what was labelled last; null: there is nothing. */
    undoLabels: oc.output(type<{ companies: number; value: string | null } | null>()),
    /** The label schemes of texts, whoever gave the labels. */
    schemes: oc.output(type<LabelScheme[]>()),
    /** What the vectors of a run can be narrowed to. */
    topics: oc.input(z.object({ run: z.int() })).output(type<{ topic: string; companies: number }[]>()),
  },
  workspaces: {
    list: oc.output(type<WorkspaceList>()),
    /** Opens another workspace in place of this one. Whoever asked is connected anew. */
    open: oc.input(z.object({ folder: z.string().trim().min(1) })).output(type<null>()),
    /** Takes one off the list of recent ones. */
    forget: oc.input(z.object({ folder: z.string().min(1) })).output(type<null>()),
  },
  /** The texts of the workspace as a map. */
  texts: {
    map: starting(jobs['text-map']),
    labels: oc.input(z.object({ scheme })).output(type<TextLabels>()),
    /** The texts that a full-text query finds, by id. */
    found: oc.input(z.object({ query: z.string().max(500) })).output(type<number[]>()),
    rows: oc.input(z.object({ documents: z.array(z.int()).max(500) })).output(type<DocumentRow[]>()),
  },
  jobs: {
    list: oc.output(type<JobInfo[]>()),
    cancel: oc.input(z.object({ job: z.int() })).output(type<null>()),
    /** A job that can be paused waits, or goes on. */
    pause: oc.input(z.object({ job: z.int(), paused: z.boolean() })).output(type<null>()),
    /** All events of a job from its start (a late listener misses nothing), until it ends. */
    watch: oc.input(z.object({ job: z.int() })).output(eventIterator(jobEventSchema)),
  },
};

export type Contract = typeof contract;
export type ContextureClient = ContractRouterClient<Contract>;
export type { DocumentRow };

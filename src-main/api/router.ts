import { implement } from '@orpc/server';
import { listCheckpoints } from '../checkpoints/library/list.ts';
import { defaultContextSpec } from '../context/spec.ts';
import { contextWindow } from '../context/window.ts';
import { formatsOf } from '../export/formats.ts';
import { namedFiles } from '../ingest/named-files.ts';
import type { JobInput, JobKind } from '../jobs/all.ts';
import type { JobHost } from '../jobs/host.ts';
import { binnedThings } from '../store/bin.ts';
import { companyLabels } from '../store/company-labels.ts';
import type { DamageWatch } from '../store/damage-watch.ts';
import { companyBySymbol, listCompanies } from '../store/companies.ts';
import { noSuchTicker } from '../store/missing.ts';
import { documentsByIds, histogram, timeline } from '../store/documents.ts';
import { judge, undoJudgement } from '../store/judgements.ts';
import { classNames, nameClasses, namedValues } from '../store/class-names.ts';
import { labellingQueue, labellingScheme, unjudgedTexts } from '../store/labelling-queue.ts';
import { type ReadableStore, writable } from '../store/store.ts';
import { annotatorSummary } from '../study/annotators.ts';
import { correctTopics, topicsOf } from '../study/topics/correct-topics.ts';
import { overview } from '../store/overview.ts';
import { prices } from '../store/prices.ts';
import { listCorrections } from '../store/corrections.ts';
import { listRejects } from '../store/rejects.ts';
import { whyNothing } from '../store/search-problem.ts';
import { removeSaved, savedThings, saveGroup, saveSearch } from '../store/saved.ts';
import { testedRows } from '../store/tested-rows.ts';
import { unlabelledCount } from '../store/model-labels.ts';
import { labelCompanies, ownLabels, undoOwnLabels } from '../store/own-labels.ts';
import { ownLabelTable } from '../study/companies/own-label-table.ts';
import { labelsOfTexts, textsFound } from '../store/texts-on-map.ts';
import { schemesOfTexts } from '../store/schemes-of-texts.ts';
import { embeddedTopics } from '../store/topic-embeddings.ts';
import { runMetrics } from '../store/runs.ts';
import { labelSchemes } from '../store/training-data.ts';
import { studyChoices } from '../study/context/choices.ts';
import { studyFile } from '../study/context/files.ts';
import { studyRecord } from '../study/context/records.ts';
import { scoresByTicker } from '../study/scores-by-ticker.ts';
import { compareRuns, rowDifferences } from '../study/compare-runs.ts';
import { recipes, trainConfigSchema } from '../configs/all.ts';
import { curveOf } from '../study/curve.ts';
import { sweepOf } from '../study/sweep-of.ts';
import { isTextClassifier } from '../configs/classifiers.ts';
import { aboutWindow } from '../configs/settings.ts';
import { listRunRows, runRow, unreadableRuns } from '../runs/runs.ts';
import { checkPath, confine, type Confinement } from './confine.ts';
import { contract } from './contract.ts';
import { adequacyOf, tickersOf } from './adequacy.ts';
import { recipeInfos } from './recipes.ts';
import { sample } from './sample.ts';
import { studyPage, studyRows } from './studies.ts';
import type { WorkspaceList } from './types.ts';

/** What the procedures work on: short reads go to the store, all that is long or heavy to the jobs. */
export interface ApiContext {
  store: ReadableStore;
  jobs: JobHost;
  /** The folder of what comes with the application. */
  resources: string;
  /** Checks the database in the background; missing: nobody does. */
  damage?: Pick<DamageWatch, 'problem'>;
  /** Opens other workspaces; missing: there is this one alone. */
  workspaces?: { list(): WorkspaceList; change(folder: string): Promise<void>; forget(folder: string): void };
  /** Where it may read and write; missing: wherever the user may. */
  confinement?: Confinement | undefined;
}

const os = implement(contract)
  .$context<ApiContext>()
  .use(({ context, next, path }, input: unknown) => {
    // Its files have names of their own.
    const isPaths = path.join('.') !== 'studies.file';
    if (context.confinement && isPaths) confine(input, context.confinement);
    return next();
  });

/** Starts a job and answers with its number. */
function start<K extends JobKind>(kind: K) {
  return ({ context, input }: { context: ApiContext; input: JobInput<K> }) => ({
    job: context.jobs.start(kind, input),
  });
}

/** Answers with the result of a job. */
function answer<K extends JobKind>(kind: K) {
  return ({ context, input, signal }: { context: ApiContext; input: JobInput<K>; signal?: AbortSignal }) =>
    context.jobs.ask(kind, input, signal);
}

export const router = os.router({
  library: {
    overview: os.library.overview.handler(({ context }) => overview(context.store)),
    import: os.library.import.handler(start('import')),
    sample: os.library.sample.handler(({ context }) => sample(context.resources)),
    files: os.library.files.handler(async ({ context, input }) => {
      const files = await namedFiles(input.names);
      // A pattern may match what a link in the folder leads to.
      for (const file of files) if (context.confinement) checkPath(file, context.confinement);
      return files;
    }),
    inspect: os.library.inspect.handler(answer('inspect')),
    forget: os.library.forget.handler(start('forget')),
    forgettable: os.library.forgettable.handler(({ context, input, signal }) =>
      context.jobs.ask('forget', { ...input, dryRun: true }, signal),
    ),
    bin: os.library.bin.handler(({ context }) => binnedThings(context.store)),
    unforget: os.library.unforget.handler(start('unforget')),
    emptyBin: os.library.emptyBin.handler(answer('empty-bin')),
    damage: os.library.damage.handler(({ context }) => context.damage?.problem ?? null),
    corrections: os.library.corrections.handler(({ context, input }) =>
      listCorrections(context.store, input),
    ),
    correct: os.library.correct.handler(answer('correct')),
    rejects: os.library.rejects.handler(({ context, input }) => listRejects(context.store, input)),
  },
  tickers: {
    list: os.tickers.list.handler(({ context }) => listCompanies(context.store)),
    get: os.tickers.get.handler(({ context, input }) => {
      const company = companyBySymbol(context.store, input.symbol);
      if (!company) throw noSuchTicker(context.store, input.symbol);
      return company;
    }),
    histogram: os.tickers.histogram.handler(({ context, input }) => histogram(context.store, input)),
    whyNothing: os.tickers.whyNothing.handler(({ context, input }) => whyNothing(context.store, input.query)),
    prices: os.tickers.prices.handler(({ context, input }) => prices(context.store, input.symbol)),
    timeline: os.tickers.timeline.handler(({ context, input }) => timeline(context.store, input)),
  },
  saved: {
    list: os.saved.list.handler(({ context }) => savedThings(context.store)),
    saveSearch: os.saved.saveSearch.handler(({ context, input }) => {
      saveSearch(writable(context.store), input);
      return null;
    }),
    saveGroup: os.saved.saveGroup.handler(({ context, input }) => {
      saveGroup(writable(context.store), input);
      return null;
    }),
    remove: os.saved.remove.handler(({ context, input }) => ({
      deletion: removeSaved(writable(context.store), input),
    })),
  },
  context: {
    window: os.context.window.handler(({ context, input }) => contextWindow(context.store, input)),
    settings: os.context.settings.handler(() => ({ settings: aboutWindow(), defaults: defaultContextSpec })),
  },
  train: {
    start: os.train.start.handler(start('train')),
    learningCurve: os.train.learningCurve.handler(start('learning-curve')),
    sweep: os.train.sweep.handler(start('sweep')),
    resume: os.train.resume.handler(start('resume')),
    defaults: os.train.defaults.handler(() => recipes.map((recipe) => trainConfigSchema.parse({ recipe }))),
    schemes: os.train.schemes.handler(({ context }) => labelSchemes(context.store)),
    recipes: os.train.recipes.handler(() => recipeInfos()),
    data: os.train.data.handler(({ context, input }) => adequacyOf(context.store, input.config)),
    tickers: os.train.tickers.handler(({ context, input }) => tickersOf(context.store, input.config)),
    devices: os.train.devices.handler(({ context, signal }) => context.jobs.ask('devices', {}, signal)),
  },
  runs: {
    list: os.runs.list.handler(({ context }) => listRunRows(context.store)),
    unreadable: os.runs.unreadable.handler(({ context }) => unreadableRuns(context.store)),
    get: os.runs.get.handler(({ context, input }) => runRow(context.store, input.run)),
    metrics: os.runs.metrics.handler(({ context, input }) => runMetrics(context.store, input.run)),
    curve: os.runs.curve.handler(({ context, input }) => curveOf(context.store, input.curve)),
    sweep: os.runs.sweep.handler(({ context, input }) => sweepOf(context.store, input.sweep)),
    explain: os.runs.explain.handler(answer('explain')),
    influence: os.runs.influence.handler(answer('influence')),
    gradients: os.runs.gradients.handler(answer('gradients')),
    explainTest: os.runs.explainTest.handler(start('explain-test')),
    windowCurves: os.runs.windowCurves.handler(answer('window-curves')),
    read: os.runs.read.handler(answer('read')),
    words: os.runs.words.handler(answer('words')),
    move: os.runs.move.handler(answer('move')),
    tested: os.runs.tested.handler(({ context, input }) => testedRows(context.store, input)),
    formats: os.runs.formats.handler(({ context, input }) =>
      formatsOf(runRow(context.store, input.run).recipe),
    ),
    export: os.runs.export.handler(start('export')),
    byTicker: os.runs.byTicker.handler(({ context, input }) =>
      scoresByTicker(context.store, runRow(context.store, input.run).id),
    ),
    unlabelled: os.runs.unlabelled.handler(({ context, input }) => {
      const { config } = runRow(context.store, input.run);
      return isTextClassifier(config) ? unlabelledCount(context.store, config.scheme) : null;
    }),
    label: os.runs.label.handler(start('label')),
    annotate: os.runs.annotate.handler(answer('annotate')),
    compare: os.runs.compare.handler(({ context, input }) => compareRuns(context.store, input.runs)),
    differences: os.runs.differences.handler(({ context, input }) => rowDifferences(context.store, input)),
  },
  labelling: {
    scheme: os.labelling.scheme.handler(({ context, input }) => labellingScheme(context.store, input.scheme)),
    queue: os.labelling.queue.handler(({ context, input }) => {
      const waiting = labellingQueue(context.store, input);
      return { total: waiting.length, rows: documentsByIds(context.store, waiting.slice(0, input.limit)) };
    }),
    judge: os.labelling.judge.handler(({ context, input: { document, ...judgement } }) => {
      judge(writable(context.store), [document], judgement);
      return null;
    }),
    bulk: os.labelling.bulk.handler(({ context, input: { dryRun, value, ...filter } }) => {
      const texts = unjudgedTexts(context.store, filter);
      const { scheme, annotator } = filter;
      if (!dryRun && texts.length > 0) {
        judge(writable(context.store), texts, { scheme, annotator, stage: 'bulk', value });
      }
      return { texts: texts.length };
    }),
    rules: os.labelling.rules.handler(answer('label-rules')),
    prices: os.labelling.prices.handler(answer('label-prices')),
    takeBack: os.labelling.takeBack.handler(answer('undo-labels')),
    findTopics: os.labelling.findTopics.handler(start('find-topics')),
    topics: os.labelling.topics.handler(({ context, input }) => topicsOf(context.store, input.scheme)),
    correctTopic: os.labelling.correctTopic.handler(({ context, input }) =>
      correctTopics(writable(context.store), input),
    ),
    undo: os.labelling.undo.handler(({ context, input }) => undoJudgement(writable(context.store), input)),
    classNames: os.labelling.classNames.handler(({ context }) => classNames(context.store)),
    namedValues: os.labelling.namedValues.handler(({ context, input }) =>
      namedValues(context.store, input.scheme),
    ),
    nameClasses: os.labelling.nameClasses.handler(({ context, input }) => {
      nameClasses(writable(context.store), input.scheme, input.names);
      return null;
    }),
    summary: os.labelling.summary.handler(({ context, input }) =>
      annotatorSummary(context.store, input.scheme),
    ),
  },
  studies: {
    choices: os.studies.choices.handler(() => studyChoices()),
    expectation: os.studies.expectation.handler(answer('study-expectation')),
    start: os.studies.start.handler(start('study-context')),
    list: os.studies.list.handler(({ context }) => studyRows(context.store)),
    get: os.studies.get.handler(({ context, input }) => studyPage(context.store, input.study)),
    file: os.studies.file.handler(({ context, input }) =>
      studyFile(studyRecord(context.store, input.study), input.file),
    ),
  },
  checkpoints: {
    list: os.checkpoints.list.handler(() => listCheckpoints()),
    add: os.checkpoints.add.handler(start('checkpoint-add')),
    check: os.checkpoints.check.handler(start('checkpoint-check')),
    measure: os.checkpoints.measure.handler(start('checkpoint-measure')),
    removal: os.checkpoints.removal.handler(({ context, input, signal }) =>
      context.jobs.ask('checkpoint-remove', { ...input, dryRun: true }, signal),
    ),
    remove: os.checkpoints.remove.handler(answer('checkpoint-remove')),
  },
  companies: {
    map: os.companies.map.handler(answer('company-map')),
    clusters: os.companies.clusters.handler(answer('company-clusters')),
    drift: os.companies.drift.handler(start('company-drift')),
    similarity: os.companies.similarity.handler(answer('company-similarity')),
    neighbours: os.companies.neighbours.handler(answer('company-near')),
    stability: os.companies.stability.handler(answer('company-stability')),
    whyNear: os.companies.whyNear.handler(answer('why-near')),
    news: os.companies.news.handler(answer('company-news')),
    labels: os.companies.labels.handler(({ context, input }) => companyLabels(context.store, input.scheme)),
    ownLabels: os.companies.ownLabels.handler(({ context }) => ownLabels(context.store)),
    label: os.companies.label.handler(({ context, input: { symbols, value } }) =>
      labelCompanies(
        writable(context.store),
        symbols.map((symbol) => ({ symbol, value })),
      ),
    ),
    labelTable: os.companies.labelTable.handler(({ context, input: { text, name } }) =>
      labelCompanies(writable(context.store), ownLabelTable(text, name)),
    ),
    undoLabels: os.companies.undoLabels.handler(({ context }) => undoOwnLabels(writable(context.store))),
    schemes: os.companies.schemes.handler(({ context }) => schemesOfTexts(context.store)),
    topics: os.companies.topics.handler(({ context, input }) => embeddedTopics(context.store, input.run)),
  },
  workspaces: {
    list: os.workspaces.list.handler(
      ({ context }) =>
        context.workspaces?.list() ?? { current: context.store.dir, mayChange: false, recent: [] },
    ),
    open: os.workspaces.open.handler(async ({ context, input }) => {
      await context.workspaces?.change(input.folder);
      return null;
    }),
    forget: os.workspaces.forget.handler(({ context, input }) => {
      context.workspaces?.forget(input.folder);
      return null;
    }),
  },
  texts: {
    map: os.texts.map.handler(start('text-map')),
    labels: os.texts.labels.handler(({ context, input }) => labelsOfTexts(context.store, input.scheme)),
    found: os.texts.found.handler(({ context, input }) => textsFound(context.store, input.query)),
    rows: os.texts.rows.handler(({ context, input }) => documentsByIds(context.store, input.documents)),
  },
  jobs: {
    list: os.jobs.list.handler(({ context }) => context.jobs.list()),
    cancel: os.jobs.cancel.handler(({ context, input }) => {
      context.jobs.cancel(input.job);
      return null;
    }),
    pause: os.jobs.pause.handler(({ context, input }) => {
      context.jobs.pause(input.job, input.paused);
      return null;
    }),
    watch: os.jobs.watch.handler(({ context, input, signal }) => context.jobs.watch(input.job, signal)),
  },
});

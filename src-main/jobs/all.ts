import type { z } from 'zod';
import { annotateJob } from './kinds/annotate.ts';
import { checkpointAddJob } from './kinds/checkpoint-add.ts';
import { checkpointCheckJob } from './kinds/checkpoint-check.ts';
import { checkpointMeasureJob } from './kinds/checkpoint-measure.ts';
import { checkpointRemoveJob } from './kinds/checkpoint-remove.ts';
import { companyClustersJob } from './kinds/company-clusters.ts';
import { companyDriftJob } from './kinds/company-drift.ts';
import { companyMapJob } from './kinds/company-map.ts';
import { companyNearJob } from './kinds/company-near.ts';
import { companyNewsJob } from './kinds/company-news.ts';
import { companySimilarityJob } from './kinds/company-similarity.ts';
import { companyStabilityJob } from './kinds/company-stability.ts';
import { devicesJob } from './kinds/devices.ts';
import { correctJob } from './kinds/correct.ts';
import { emptyBinJob } from './kinds/empty-bin.ts';
import { explainJob } from './kinds/explain.ts';
import { explainTestJob } from './kinds/explain-test.ts';
import { exportJob } from './kinds/export.ts';
import { findTopicsJob } from './kinds/find-topics.ts';
import { forgetJob } from './kinds/forget.ts';
import { gradientsJob } from './kinds/gradients.ts';
import { importJob } from './kinds/import.ts';
import { influenceJob } from './kinds/influence.ts';
import { inspectJob } from './kinds/inspect.ts';
import { labelJob } from './kinds/label.ts';
import { labelPricesJob } from './kinds/label-prices.ts';
import { labelRulesJob } from './kinds/label-rules.ts';
import { learningCurveJob } from './kinds/learning-curve.ts';
import { moveJob } from './kinds/move.ts';
import { readJob } from './kinds/read.ts';
import { resumeJob } from './kinds/resume.ts';
import { studyCompaniesJob } from './kinds/study-companies.ts';
import { studyContextJob } from './kinds/study-context.ts';
import { studyExpectationJob } from './kinds/study-expectation.ts';
import { sweepJob } from './kinds/sweep.ts';
import { textMapJob } from './kinds/text-map.ts';
import { trainJob } from './kinds/train.ts';
import { undoLabelsJob } from './kinds/undo-labels.ts';
import { unforgetJob } from './kinds/unforget.ts';
import { whyNearJob } from './kinds/why-near.ts';
import { windowCurvesJob } from './kinds/window-curves.ts';
import { wordsJob } from './kinds/words.ts';

/**
 * Everything that is long or heavy, by its kind; what is not here is a short read in the process of the window.
 * Importing the table loads schemas only: a job loads what it needs when it runs.
 */
export const jobs = {
  annotate: annotateJob,
  'checkpoint-add': checkpointAddJob,
  'checkpoint-check': checkpointCheckJob,
  'checkpoint-measure': checkpointMeasureJob,
  'checkpoint-remove': checkpointRemoveJob,
  'company-clusters': companyClustersJob,
  'company-drift': companyDriftJob,
  'company-map': companyMapJob,
  'company-near': companyNearJob,
  'company-news': companyNewsJob,
  'company-similarity': companySimilarityJob,
  'company-stability': companyStabilityJob,
  devices: devicesJob,
  correct: correctJob,
  'empty-bin': emptyBinJob,
  explain: explainJob,
  'explain-test': explainTestJob,
  export: exportJob,
  'find-topics': findTopicsJob,
  forget: forgetJob,
  gradients: gradientsJob,
  import: importJob,
  influence: influenceJob,
  inspect: inspectJob,
  label: labelJob,
  'label-prices': labelPricesJob,
  'label-rules': labelRulesJob,
  'learning-curve': learningCurveJob,
  move: moveJob,
  read: readJob,
  resume: resumeJob,
  'study-companies': studyCompaniesJob,
  'study-context': studyContextJob,
  'study-expectation': studyExpectationJob,
  sweep: sweepJob,
  'text-map': textMapJob,
  train: trainJob,
  'undo-labels': undoLabelsJob,
  unforget: unforgetJob,
  'why-near': whyNearJob,
  'window-curves': windowCurvesJob,
  words: wordsJob,
};

type Jobs = typeof jobs;
export type JobKind = keyof Jobs;
/** What a job is asked for, with every default filled in. */
export type JobInput<K extends JobKind> = z.output<Jobs[K]['input']>;
/** The same as it may be written: what has a default may be left out. */
export type JobRequest<K extends JobKind> = z.input<Jobs[K]['input']>;
/** What a job results in, by the name that its type has where it is made; its schema gives the same type. */
export type JobOutput<K extends JobKind> = Awaited<ReturnType<Jobs[K]['run']>>;

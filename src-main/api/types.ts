/** What the API answers with. Types only: the renderer imports them, so nothing here may run. */
import type { ContextSpec } from '../context/spec.ts';
import type { Reading, ReadingInput } from '../ingest/reading.ts';
import type { Role } from '../ingest/roles.ts';
import type { JobInput, JobKind, JobOutput } from '../jobs/all.ts';
import type { Problem } from '../jobs/problem.ts';
import type { JobEvent, JobSpec } from '../jobs/protocol.ts';
import type { TrainConfig, TrainResult } from '../configs/all.ts';
import type { Answers } from '../configs/recipe-schemas.ts';
import type { Remedy } from '../remedies.ts';
import type { SettingValues } from '../configs/setting-values.ts';
import type { AboutRecipe, RecipeSetting } from '../configs/settings.ts';
import type { DataKind, SettingGroup } from '../setting.ts';
import type { Adequacy, Remark, Shortage } from './adequacy.ts';
import type { CurveLimits, RecipeInfo } from './recipes.ts';
import type { DataCounts, DataRequest } from './training-data.ts';

/** The workspace that is open, and those that were open before it. */
export interface WorkspaceList {
  /** The folder of the one that is open. */
  current: string;
  /** Whether another one can be opened here. */
  mayChange: boolean;
  /** The latest first. */
  recent: { folder: string; isThere: boolean }[];
}

export type { CheckpointList, CheckpointRow } from '../checkpoints/library/list.ts';
export type * from '../companies/types.ts';
export type { BinnedThing } from '../store/bin.ts';
export type { CompanyLabel } from '../store/company-labels.ts';
export type { CompanyDrift } from '../study/companies/drift-schemas.ts';
export type * from '../study/companies/explorer-schemas.ts';
export type { WhyNear } from '../study/companies/why-near-schema.ts';
export type { RemovedRow as CheckpointRemoval } from '../jobs/checkpoint-removal.ts';
export type * from '../context/types.ts';
export type * from '../engine/types.ts';
export type { Exported } from '../export/export-run.ts';
export type { ExportFormat } from '../export/format-names.ts';
export type * from '../ingest/types.ts';
export type { Forgettable, Forgotten } from '../jobs/forget.ts';
export type * from '../jobs/types.ts';
export type { PairKind, SidePrediction } from '../store/prediction-pairs.ts';
export type { Saved, SavedSearch, TickerGroup } from '../store/saved.ts';
export type { TestedRow } from '../store/tested-rows.ts';
export type * from '../store/types.ts';
export type { ComparedScore } from '../study/compare-scores.ts';
export type { ComparedSettings } from '../study/compare-settings.ts';
export type { MovePrediction } from '../recipes/price-transformer/predict-move.ts';
export type { WordNeighbours } from '../recipes/word2vec/predict-words.ts';
export type { JudgementStage, UndoneAction } from '../store/judgements.ts';
export type { LabellingOrder, LabellingScheme } from '../store/labelling-queue.ts';
export type { TextLabels } from '../store/texts-on-map.ts';
export type { Timeline } from '../store/documents.ts';
export type { TextMap, TextMapRequest } from '../study/texts/text-map-schema.ts';
export type { ClassName } from '../class-names.ts';
export type { NamedValue } from '../store/class-names.ts';
export type { LabelledCompanies, OwnLabel } from '../store/own-labels.ts';
export type * from '../study/annotators.ts';
export type { Topic } from '../study/topics/correct-topics.ts';
export type { TopicFinding } from '../study/topics/find-topics.ts';
export type { StudyChoices } from '../study/context/choices.ts';
export type { StudyExpectation } from '../study/context/expectation.ts';
export type { StudyFile } from '../study/context/files.ts';
export type { StudyRequest } from '../study/context/request.ts';
export type { IntervalRow, ReliabilityLine, ReportData, SizeLine } from '../study/context/report-data.ts';
export type { StudyResult } from '../study/context/result.ts';
export type { SweepTrials, Trial } from '../study/sweep-result.ts';
export type { StudyFileContent, StudyPage, StudyRow } from './studies.ts';
export type { Sample } from './sample.ts';
export type { RuleLabelling } from '../study/label-by-rules.ts';
export type { PriceLabelling } from '../study/price-labels/label-by-prices.ts';
export type { PriceLabelSettings } from '../study/price-labels/settings.ts';
export type { LabelsTakenBack } from '../study/take-back-labels.ts';
export type { TickerScores } from '../study/scores-by-ticker.ts';
export type { TickerAdequacy, TickersAdequacy } from './ticker-adequacy.ts';
export type { RowDifference, RowDifferences, RunComparison } from '../study/compare-runs.ts';
export type * from '../study/explanations/result.ts';
export type { ExplainedRow, ExplainedTestPart } from '../study/explanations/test-part-result.ts';
export type { MeanInterval } from '../study/statistics/clustered-mean.ts';
export type * from '../study/types.ts';
export type * from '../training/types.ts';
export type { Measure, Phase } from '../results/result-kind.ts';
export type { ClassScore, Scores, SplitReport } from '../results/scores.ts';
export type { MovesResult, ScoresResult } from '../results/classified.ts';
export type { AgreementResult } from '../results/agreement.ts';
export type { MatchingResult, TopicsResult } from '../results/companies.ts';
export type { VectorCoverage } from '../results/vector-coverage.ts';
export type { WordsResult } from '../results/words.ts';
/** The numbers that a setting takes. */
export type NumberValues = Extract<SettingValues, { least: unknown }>;

/** What can be set about a context window. */
export interface WindowSettings {
  settings: RecipeSetting[];
  defaults: ContextSpec;
}

export type {
  AboutRecipe,
  Adequacy,
  ContextSpec,
  CurveLimits,
  DataCounts,
  DataKind,
  DataRequest,
  JobEvent,
  JobInput,
  JobKind,
  JobOutput,
  JobSpec,
  Problem,
  Reading,
  ReadingInput,
  Answers,
  RecipeInfo,
  RecipeSetting,
  Remark,
  Remedy,
  Role,
  SettingGroup,
  Shortage,
  TrainConfig,
  TrainResult,
};

/** Studies of context as the window shows them. */
import type { TrainConfig } from '../configs/all.ts';
import { type StudyRecord, studyRecord, studyRecords, studyResult } from '../study/context/records.ts';
import { type ReportData, reportData } from '../study/context/report-data.ts';
import type { StudyResult } from '../study/context/result.ts';
import type { ReadableStore } from '../store/store.ts';
import { resultsVersion } from '../version.ts';
import { reoffered } from './recipes.ts';

export interface StudyFileContent {
  name: string;
  content: string;
}

/** A study in the list. */
export interface StudyRow {
  study: string;
  /** Why it cannot be read; null: it can. */
  problem: string | null;
  /** null: it cannot be read. */
  asked: {
    begunAt: number;
    scheme: string;
    /** null: all. */
    symbols: string[] | null;
    encoders: string[];
    seeds: number;
    windows: number[];
    scopes: string[];
    trainings: number;
    done: number;
    texts: StudyRecord['texts'];
  } | null;
  /** What follows; null: it is not finished. */
  sentence: string | null;
}

/** A study with what came of it. */
export interface StudyPage {
  record: StudyRecord;
  /** The settings of the first reader as a form begins with them. */
  config: TrainConfig;
  /** Another version of Contexture began it, so that going on would begin it anew. */
  isOfOtherVersion: boolean;
  /** null: nothing has been compared yet. */
  report: { result: StudyResult; data: ReportData } | null;
}

type Workspace = Pick<ReadableStore, 'dir'>;

export function studyRows(store: Workspace): StudyRow[] {
  return studyRecords(store).map((record): StudyRow => {
    if ('problem' in record) return { ...record, asked: null, sentence: null };
    const { study, request, begunAt, trainings, done, texts } = record;
    const { scheme, symbols } = request.encoders[0]!.config;
    const asked = {
      begunAt,
      scheme,
      symbols,
      encoders: request.encoders.map(({ name }) => name),
      seeds: request.seeds,
      windows: request.windows,
      scopes: request.scopes,
      trainings,
      done,
      texts,
    };
    try {
      return { study, problem: null, asked, sentence: studyResult(record)?.sentence ?? null };
    } catch (error) {
      return {
        study,
        problem: error instanceof Error ? error.message : String(error),
        asked,
        sentence: null,
      };
    }
  });
}

/** @throws UserError if there is no such study, or it cannot be read */
export function studyPage(store: Workspace, study: string): StudyPage {
  const record = studyRecord(store, study);
  const result = studyResult(record);
  return {
    record,
    config: reoffered(record.request.encoders[0]!.config),
    isOfOtherVersion: record.version !== resultsVersion,
    report: result === null ? null : { result, data: reportData(result) },
  };
}

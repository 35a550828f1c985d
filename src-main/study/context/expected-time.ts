/** How long a study will take, from trainings that were made before. */
import type { ReadableStore } from '../../store/store.ts';
import { isDone, resultsOf } from './folder.ts';
import { type Task, tasksOf } from './plan.ts';
import type { PreparedStudy } from './prepare.ts';
import { type StudyRecord, studyRecords } from './records.ts';
import type { StudyRequest } from './request.ts';

export interface ExpectedTime {
  seconds: number;
  /** `earlier`: from trainings of this workspace. `usual`: from those of a computer with two cores. */
  from: 'earlier' | 'usual';
}

interface AskedStudy extends Pick<PreparedStudy, 'study' | 'folder' | 'request' | 'tasks'> {
  /** Of the training part. */
  texts: number;
}

/** What takes about the same time for each text that is learned. */
type Work = 'floors' | 'alone' | 'window' | 'label-history';

/** Seconds for each text that is learned, with words on two cores, two trainings at a time. */
const usualRates: Readonly<Record<Work, number>> = {
  floors: 0.017,
  alone: 0.0007,
  window: 0.0028,
  'label-history': 0.00005,
};

/** Studies that are looked at, the newest first. */
const mostStudies = 4;

/**
 * The time of the trainings that are left, several at a time; null: nothing is known of what reads the texts.
 *
 * @param count trainings at the same time
 */
export function expectedTime(
  store: Pick<ReadableStore, 'dir'>,
  { folder, tasks, request, study, texts }: AskedStudy,
  count: number,
): ExpectedTime | null {
  const left = tasks.filter((task) => !isDone(folder, task));
  const rates = earlierRates(store, study);
  let from: ExpectedTime['from'] = 'earlier';
  let seconds = 0;
  for (const task of left) {
    const reader = readerOf(task);
    const work = workOf(task);
    const known = rates.get(`${work} ${reader}`);
    const isPlain = reader === null || isWords(request, reader);
    if (known === undefined && !isPlain) return null;
    if (known === undefined) from = 'usual';
    seconds += (known ?? usualRates[work]) * texts;
  }
  return { seconds: seconds / Math.max(1, Math.min(count, left.length)), from };
}

function workOf({ arm }: Task): Work {
  if (arm === 'floors') return 'floors';
  if (arm.arm === 'none') return 'alone';
  return arm.arm === 'label-history' ? 'label-history' : 'window';
}

function readerOf({ arm }: Task): string | null {
  return arm === 'floors' ? null : arm.encoder;
}

function isWords({ encoders }: PreparedStudy['request'], reader: string): boolean {
  return encoders.find(({ name }) => name === reader)?.config.encoder === 'words';
}

/** Mean seconds for each text that was learned, by work and reader; studies of this one's name count first. */
function earlierRates(store: Pick<ReadableStore, 'dir'>, study: string): Map<string, number> {
  const sums = new Map<string, { seconds: number; texts: number }>();
  for (const { folder, request, texts } of newest(store, study)) {
    for (const task of tasksOf(request)) {
      if (!isDone(folder, task)) continue;
      const seconds = resultsOf(folder, task).reduce((sum, result) => sum + result.seconds, 0);
      const key = `${workOf(task)} ${readerOf(task)}`;
      const sum = sums.get(key) ?? { seconds: 0, texts: 0 };
      sums.set(key, { seconds: sum.seconds + seconds, texts: sum.texts + texts });
    }
  }
  return new Map([...sums].map(([key, { seconds, texts }]) => [key, seconds / texts]));
}

function newest(
  store: Pick<ReadableStore, 'dir'>,
  study: string,
): { folder: string; request: StudyRequest; texts: number }[] {
  return studyRecords(store)
    .filter((record): record is StudyRecord => !('problem' in record))
    .flatMap(({ study, folder, request, texts }) =>
      texts ? [{ study, folder, request, texts: texts.train }] : [],
    )
    .toSorted((a, b) => Number(b.study === study) - Number(a.study === study))
    .slice(0, mostStudies);
}

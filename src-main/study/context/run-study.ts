import { mkdirSync } from 'node:fs';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { refuseDamage } from '../../store/refuse-damage.ts';
import type { WritableStore } from '../../store/store.ts';
import type { TrainingContext, TrainingEvent } from '../../training/loop.ts';
import { resultsVersion } from '../../version.ts';
import { armKey } from './arms.ts';
import { checklistOf } from './checklist.ts';
import { clustersOf } from '../statistics/ticker-days.ts';
import { writeHashed } from '../../runs/hash-list.ts';
import { looksInWords } from '../../results/looks.ts';
import { isDone, resultsOf } from './folder.ts';
import { countLooksOfStudy } from './looks.ts';
import { armsOf, floorsKey, type Task } from './plan.ts';
import { type PreparedStudy, prepareStudy } from './prepare.ts';
import { readStudyRecord } from './records.ts';
import type { StudyRequest } from './request.ts';
import type { StudyResult } from './result.ts';
import { sentenceOf } from './sentence.ts';
import { comparisonsOf, type Measured, novelBelow, novelTexts, summaryOf } from './summary.ts';
import { ageEffects } from './window-ages.ts';
import { writeReport } from './write-report.ts';

/** Does the tasks of a study, several at a time; the results lie in the folder of the study then. */
export interface StudyWorkers {
  count: number;
  /** @throws what the task throws; the signal's reason when it is aborted */
  run(study: string, request: StudyRequest, task: Task, context: TrainingContext): Promise<void>;
}

/** Where a study reports; `study` once it is known which one is asked for. */
export interface StudyContext {
  emit: (event: TrainingEvent | { type: 'study'; study: string }) => void;
  signal: AbortSignal;
}

/**
 * Compares ways of reading context, and what they must not be mistaken for, on the same texts. What is finished is kept,
 * so that the same request goes on where it was stopped.
 *
 * @throws UserError where the data do not allow it, or the time is up before one seed is through
 */
export async function runStudy(
  store: WritableStore,
  asked: StudyRequest,
  workers: StudyWorkers,
  { emit, signal }: StudyContext,
): Promise<StudyResult> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  emit({ type: 'progress', stage: 'reading data', done: 0, total: null, unit: '' });
  await refuseDamage(store, signal);
  const prepared = await prepareStudy(store, asked, signal);
  const { data, looked, request, fingerprint, study, folder, tasks, detectable, assumed } = prepared;
  const { config } = request.encoders[0]!;
  const { train, valid, test } = data.parts;
  const texts = { train: train.length, valid: valid.length, test: test.length };
  const known = readStudyRecord(store, study);
  const begunAt = 'problem' in known ? Date.now() : known.begunAt;
  mkdirSync(folder, { recursive: true });
  writeHashed(
    folder,
    'study.json',
    `${JSON.stringify({ study, version: resultsVersion, fingerprint, texts, begunAt, ...request }, null, 2)}\n`,
  );
  emit({ type: 'study', study });
  emit({ type: 'message', text: before(prepared) });
  await doTasks(study, folder, request, tasks, workers, { emit, signal }, seconds);
  const whole = wholeSeeds(folder, tasks);
  if (whole.length === 0) {
    throw new UserError(
      'use',
      'The time was up before every arm was trained once, so nothing can be compared yet. What is finished was kept: ask again with more time to go on.',
    );
  }
  emit({ type: 'progress', stage: 'comparing', done: 0, total: null, unit: '' });
  const measured = measuredOf(folder, request, tasks, whole);
  const isNovel = await novelTexts(data, signal);
  const arms = measured.map((one) => summaryOf(one, data, isNovel));
  const comparisons = comparisonsOf(measured, data);
  const trained = tasks.filter((task) => task.key !== floorsKey && isDone(folder, task));
  const counted = countLooksOfStudy(store, study, data, trained);
  if (counted.looksProblem !== null) emit({ type: 'message', text: counted.looksProblem });
  const looks = counted.looks ?? trained.length;
  const result: StudyResult = {
    study,
    folder,
    arms,
    comparisons,
    ages: ageEffects(store, measured, data, looked.windows, request),
    detectable,
    sentence: sentenceOf(arms, comparisons),
    warnings: [...looked.warnings, ...afterwards(request, whole, { looks, own: trained.length })],
    assumed,
    data: {
      scheme: config.scheme,
      classes: data.classes,
      split: data.split,
      novel: { texts: isNovel.filter(Boolean).length, similarity: novelBelow },
      clusters: new Set(clustersOf(data.parts.test)).size,
      onlyDay: looked.onlyDay,
      fingerprint,
    },
    seeds: whole,
    looks,
    ownLooks: trained.length,
    checklist: checklistOf(data, arms, looked),
    left: tasks.filter((task) => !isDone(folder, task)).length,
    seconds: seconds(),
  };
  writeReport(store, folder, { data, request, measured, result });
  return result;
}

function before({ data: { parts }, tasks, folder, detectable, assumed: { ifAlike } }: PreparedStudy): string {
  const done = tasks.filter((task) => isDone(folder, task)).length;
  const goesOn =
    done === 0 ? '' : ` ${inThousands(done)} of them ${done === 1 ? 'is' : 'are'} finished already.`;
  const points = (value: number | null) => (value === null ? 'none' : `${(100 * value).toFixed(1)} points`);
  const shows = `the smallest difference that this can show is ${points(detectable)}, and ${points(ifAlike)} if texts of a ticker and day are as alike as their labels`;
  return `${counted(tasks.length, 'training')} on ${counted(parts.train.length, 'text')}, tested on ${inThousands(parts.test.length)}: ${shows}.${goesOn}`;
}

async function doTasks(
  study: string,
  folder: string,
  request: StudyRequest,
  tasks: readonly Task[],
  workers: StudyWorkers,
  { emit, signal }: StudyContext,
  seconds: () => number,
): Promise<void> {
  const waiting = tasks.filter((task) => !isDone(folder, task));
  const begun = { done: tasks.length - waiting.length, now: 0, from: seconds() };
  const running = new Set<Task>();
  const stopped = new AbortController();
  const all = AbortSignal.any([signal, stopped.signal]);
  const isReady = ({ after, seed, arm }: Task): boolean => {
    if (after !== null) return isDone(folder, { key: after, seed });
    // What a checkpoint makes of the texts is kept by the first that reads them.
    const first = tasks.find(
      (one) => arm !== 'floors' && one.arm !== 'floors' && one.arm.encoder === arm.encoder,
    );
    return arm === 'floors' || arm.encoder === 'words' || first?.seed === seed || isDone(folder, first!);
  };
  const isLate = () => request.budget !== null && seconds() > 60 * request.budget;
  const report = () =>
    emit({ type: 'progress', stage: 'training', done: begun.done, total: tasks.length, unit: 'trainings' });
  report();
  const work = async (): Promise<void> => {
    for (;;) {
      all.throwIfAborted();
      if (isLate()) return;
      const task = waiting.find(isReady);
      if (task === undefined) {
        if (waiting.length === 0 || running.size === 0) return;
        await changed.promise;
        continue;
      }
      waiting.splice(waiting.indexOf(task), 1);
      running.add(task);
      try {
        await workers.run(study, request, task, { emit: () => {}, signal: all });
      } finally {
        running.delete(task);
        const { resolve } = changed;
        changed = Promise.withResolvers<void>();
        resolve();
      }
      begun.done += 1;
      begun.now += 1;
      report();
      emit({ type: 'message', text: doneLine(folder, task, begun, tasks.length, seconds()) });
    }
  };
  let changed = Promise.withResolvers<void>();
  try {
    await Promise.all(
      Array.from({ length: Math.min(workers.count, Math.max(1, waiting.length)) }, () =>
        work().catch((error: unknown) => {
          stopped.abort(error);
          throw error;
        }),
      ),
    );
  } finally {
    changed.resolve();
  }
}

function doneLine(
  folder: string,
  task: Task,
  { done, now, from }: { done: number; now: number; from: number },
  total: number,
  seconds: number,
): string {
  const [result] = resultsOf(folder, task);
  const left = ((seconds - from) / now) * (total - done);
  const time =
    total === done
      ? ''
      : `, about ${left < 90 ? `${Math.ceil(left)} s` : `${Math.round(left / 60)} min`} left`;
  const measured =
    task.arm === 'floors' || !result ? '' : `: macro F1 ${result.valid.macroF1.toFixed(3)} in validation`;
  return `${task.key}, seed ${task.seed}${measured} (${done} of ${total}${time})`;
}

/** Seeds with which every arm was trained: arms with others would not be compared alike. */
function wholeSeeds(folder: string, tasks: readonly Task[]): number[] {
  const seeds = [...new Set(tasks.map(({ seed }) => seed))];
  const first = seeds[0]!;
  const floors = tasks.filter(({ key }) => key === floorsKey);
  if (floors.some((task) => !isDone(folder, task))) return [];
  return seeds.filter((seed) =>
    tasks.every(
      (task) => task.seed !== seed || (task.key === floorsKey && seed !== first) || isDone(folder, task),
    ),
  );
}

function measuredOf(
  folder: string,
  request: StudyRequest,
  tasks: readonly Task[],
  seeds: readonly number[],
): Measured[] {
  const floors = tasks.filter(({ key }) => key === floorsKey).flatMap((task) => resultsOf(folder, task));
  return armsOf(request).map((arm) => ({
    arm,
    results:
      arm.encoder === null
        ? floors.filter(({ key }) => key === arm.arm)
        : seeds.flatMap((seed) => resultsOf(folder, { key: armKey(arm), seed })),
  }));
}

function afterwards(
  { seeds, encoders }: StudyRequest,
  whole: readonly number[],
  { looks, own }: { looks: number; own: number },
): string[] {
  const first = encoders[0]!.config.seed;
  const wanted = Array.from({ length: seeds }, (_, index) => first + index);
  const missing = wanted.filter((seed) => !whole.includes(seed)).length;
  return [
    ...(missing === 0
      ? []
      : [
          `The time was up: ${inThousands(whole.length)} of ${inThousands(wanted.length)} seeds were trained with every arm, and only those count. The same study goes on where it stopped.`,
        ]),
    ...(whole.length === 1 ? ['With one seed, what another training would give is not known.'] : []),
    ...(looks > own
      ? [
          `${looksInWords(looks)} Of these, ${own} are of this study, whose comparisons are corrected for one another only.`,
        ]
      : []),
  ];
}

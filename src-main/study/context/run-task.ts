/** Does one task of a study: what a process of it is asked for. */
import type { WritableStore } from '../../store/store.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { scores } from '../../training/metrics.ts';
import { mostProbable } from '../../training/probabilities.ts';
import { aboutArm, type Arm, armKey } from './arms.ts';
import type { ArmResult, TextScores } from './arm-result.ts';
import {
  asOf,
  type Part,
  type PartWindows,
  partNames,
  sawLater,
  shareWithWindow,
  type StudyData,
  studyData,
  windowsOfArm,
} from './data.ts';
import { floorResults } from './floors.ts';
import { documentsOfMoods, labelHistory } from './label-history.ts';
import { armsOf, configOfArm, type Task } from './plan.ts';
import type { StudyRequest } from './request.ts';
import { trainInContext, trainTextAlone } from './train-arm.ts';

export interface TaskOutcome {
  results: ArmResult[];
  /** Of the text alone, for the other arms of its encoder and seed. */
  text: TextScores | null;
}

/** Texts and windows are read once in a process, whatever its tasks. */
export class StudyTasks {
  readonly #store: WritableStore;
  readonly #request: StudyRequest;
  readonly #data: Promise<StudyData>;
  readonly #windows = new Map<string, PartWindows>();

  constructor(store: WritableStore, request: StudyRequest) {
    this.#store = store;
    this.#request = request;
    this.#data = studyData(store, request.encoders[0]!.config);
  }

  /** @param text the text alone of the task's encoder and seed, where it is wanted */
  async run(task: Task, text: TextScores | null, context: TrainingContext): Promise<TaskOutcome> {
    const data = await this.#data;
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    if (task.arm === 'floors')
      return { results: await this.#floors(data, task, context, seconds), text: null };
    const { arm, seed } = task;
    const config = configOfArm(this.#request, arm, seed);
    const training = { store: this.#store, data, config, context };
    if (arm.arm === 'none') {
      const wanted = armsOf(this.#request).filter(
        (one) => one.arm === 'label-history' && one.encoder === arm.encoder,
      );
      const trained = await trainTextAlone(
        training,
        documentsOfMoods(wanted.map((one) => this.#windowsOf(data, one, seed))),
      );
      return {
        results: [{ ...this.#kept(data, task.key, arm, seed), ...facts(trained), seconds: seconds() }],
        text: trained.text,
      };
    }
    if (text === null) throw new Error('the text alone is missing');
    const windows = this.#windowsOf(data, arm, seed);
    const kept = this.#kept(data, task.key, arm, seed);
    if (arm.arm === 'label-history') {
      const { valid, test } = await labelHistory(data, windows, text, {
        signal: context.signal,
        weighting: config.classWeights,
      });
      const { accuracy, macroF1 } = scores(
        data.parts.valid.map(({ label }) => label),
        valid.map(mostProbable),
        data.classes,
      );
      const parameters = text.parameters + 2 + data.classes.length;
      const measured = { valid: { accuracy, macroF1 }, parameters, epochs: null, tried: 1, calibrated: true };
      return {
        results: [{ ...kept, ...measured, probabilities: test.map((row) => [...row]), seconds: seconds() }],
        text: null,
      };
    }
    const trained = await trainInContext(training, windows, text, { uniform: arm.arm === 'uniform' });
    return { results: [{ ...kept, ...facts(trained), seconds: seconds() }], text: null };
  }

  async #floors(
    data: StudyData,
    { seed }: Task,
    { emit, signal }: TrainingContext,
    seconds: () => number,
  ): Promise<ArmResult[]> {
    const onFloor = (done: number, total: number) =>
      emit({ type: 'progress', stage: 'floors', done, total, unit: 'floors' });
    const floors = await floorResults(this.#store, data, { seed, signal, onFloor });
    return floors.map(({ arm, probabilities, ...floor }) => ({
      ...this.#kept(data, arm, { arm, scope: null, n: null, encoder: null }, seed),
      ...floor,
      arm,
      probabilities: probabilities.map((row) => [...row]),
      parameters: null,
      epochs: null,
      seconds: seconds(),
    }));
  }

  /** What the windows of an arm show, and whether it came too late. */
  #kept(data: StudyData, key: string, arm: Arm, seed: number) {
    const windows = this.#windowsOf(data, arm, seed);
    const later = laterOf(this.#store, data, windows);
    const { role, window } = aboutArm(arm.arm);
    if (window === 'own' && partNames.some((part) => later[part] > 0)) {
      throw new Error(`the windows of the arm "${armKey(arm)}" hold texts that came later (${role})`);
    }
    return { key, arm: arm.arm, seed, withWindow: shareWithWindow(windows), later };
  }

  #windowsOf(data: StudyData, arm: Arm, seed: number): PartWindows {
    const { window } = aboutArm(arm.arm);
    // Windows of placebos are drawn anew for each seed; all others are the same.
    const key = `${window} ${arm.scope} ${arm.n} ${arm.age} ${window === 'own' || window === null ? '' : seed}`;
    const known = this.#windows.get(key);
    if (known) return known;
    const encoder = arm.encoder ?? this.#request.encoders[0]!.name;
    const windows = windowsOfArm(
      this.#store,
      data,
      configOfArm(this.#request, { ...arm, encoder }, seed),
      arm,
    );
    this.#windows.set(key, windows);
    return windows;
  }
}

function facts(trained: Awaited<ReturnType<typeof trainInContext>>) {
  const { accuracy = 0, macroF1 = 0 } = trained.valid;
  return {
    probabilities: trained.probabilities.map((row) => [...row]),
    calibrated: true,
    valid: { accuracy, macroF1 },
    parameters: trained.parameters,
    epochs: { trained: trained.fitted.history.length, best: trained.fitted.bestEpoch },
    tried: 1,
  };
}

function laterOf(store: WritableStore, { parts }: StudyData, windows: PartWindows): Record<Part, number> {
  const of = (part: Part) => sawLater(asOf(store, parts[part], windows[part]));
  return { train: of('train'), valid: of('valid'), test: of('test') };
}

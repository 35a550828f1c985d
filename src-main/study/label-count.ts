import { scores } from '../training/metrics.ts';
import type { Scores } from '../results/scores.ts';
import type { SeenCounts, SeenPart } from './seen-texts.ts';

/** How the labels of a file compare with the predictions of a run. */
export interface ComparedLabels {
  /** Of the model, over the texts whose label is one of the run's classes; null if there are none. */
  scores: Scores | null;
  /** Of the run's ensemble over the same texts; null if it has none. */
  ensemble: Scores | null;
  /** Texts whose label is not one of the run's classes. */
  strangeLabels: number;
  /** How many of the scored texts the run has seen in training; null: not known. */
  seen: SeenCounts | null;
  /** Over the scored texts that are new to the run; null if there are none, or if that is not known. */
  unseen: Scores | null;
}

/** Counts labels against predictions, in a few bytes per text. */
export class LabelCount {
  readonly #classes: readonly string[];
  readonly #truth: number[] = [];
  readonly #predicted: number[] = [];
  readonly #byEnsemble: number[] = [];
  readonly #seen: (SeenPart | null)[] = [];
  #strange = 0;

  constructor(classes: readonly string[]) {
    this.#classes = classes;
  }

  /** @param label its name in the run's scheme */
  add(label: string, predicted: { model: number; ensemble: number | null }, seen: SeenPart | null): void {
    const truth = this.#classes.indexOf(label);
    if (truth === -1) {
      this.#strange++;
      return;
    }
    this.#truth.push(truth);
    this.#predicted.push(predicted.model);
    if (predicted.ensemble !== null) this.#byEnsemble.push(predicted.ensemble);
    this.#seen.push(seen);
  }

  /** @param known whether it is known which texts the run has seen */
  compared(known: boolean): ComparedLabels {
    const seen = { train: 0, valid: 0 };
    for (const part of this.#seen) if (part !== null) seen[part]++;
    const isNew = (_: number, index: number) => this.#seen[index] === null;
    const [truth, predicted] = [this.#truth, this.#predicted];
    return {
      scores: this.#scoresOf(truth, predicted),
      ensemble: this.#byEnsemble.length > 0 ? this.#scoresOf(truth, this.#byEnsemble) : null,
      strangeLabels: this.#strange,
      seen: known ? seen : null,
      unseen: known ? this.#scoresOf(truth.filter(isNew), predicted.filter(isNew)) : null,
    };
  }

  #scoresOf(truth: readonly number[], predicted: readonly number[]): Scores | null {
    return truth.length === 0 ? null : scores([...truth], [...predicted], [...this.#classes]);
  }
}

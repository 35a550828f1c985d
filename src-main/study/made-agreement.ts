/** How well labels that were made by rules or from prices agree with what people said of the same texts. */
import { isOfPeople, type LabelledDocument, labelledDocuments } from '../store/labels.ts';
import { requireScheme } from '../store/text-filter.ts';
import type { ReadableStore } from '../store/store.ts';
import { firstOfGroups, labelSchemes } from '../store/training-data.ts';
import { type ClassNames, meantClass } from '../text/label-rules/rule-file.ts';
import { kappa, scores } from '../training/metrics.ts';
import type { ClassScore } from '../results/scores.ts';
import { wilsonInterval } from './statistics/wilson-interval.ts';

export interface MadeAgreement {
  scheme: string;
  /** Texts that people labelled, near-duplicates once, and those of them whose label is none of the classes. */
  labels: number;
  otherLabels: number;
  /** Those of the rest that have a made label too: over these all that follows is. */
  compared: number;
  /** null: none was compared. */
  accuracy: number | null;
  /** Its 95 % interval. */
  low: number | null;
  high: number | null;
  macroF1: number | null;
  /** null: it is not defined. */
  kappa: number | null;
  perClass: ClassScore[];
}

/** The scheme whose labels of people say the same classes, the one with most labels; null: there is none. */
export function comparedScheme(store: ReadableStore, names: ClassNames, asked: string | null): string | null {
  if (asked !== null) {
    requireScheme(store, asked);
    return asked;
  }
  const known = labelSchemes(store).find(({ scheme }) => {
    const values = new Set(ofPeople(store, scheme).map(({ value }) => value));
    const meant = new Set([...values].map((value) => meantClass(names, value)).filter((one) => one !== null));
    return meant.size >= 2;
  });
  return known?.scheme ?? null;
}

function ofPeople(store: ReadableStore, scheme: string): LabelledDocument[] {
  return labelledDocuments(store, scheme, null).filter(({ origin }) => isOfPeople(origin));
}

/** Compares text by text. */
export class MadeComparison {
  readonly #scheme: string;
  readonly #classes: string[];
  /** The class that people gave a text; null: none of the classes. */
  readonly #truth: Map<number, string | null>;
  readonly #pairs: { truth: number; said: number }[] = [];

  constructor(store: ReadableStore, names: ClassNames, scheme: string) {
    this.#scheme = scheme;
    this.#classes = [...names.classes];
    this.#truth = new Map(
      firstOfGroups(ofPeople(store, scheme)).map(({ document, value }) => [
        document,
        meantClass(names, value),
      ]),
    );
  }

  /** Whether what was made says of a text what people said; null: one of them says nothing. */
  add(document: number, said: string | null): boolean | null {
    const truth = this.#truth.get(document) ?? null;
    if (truth === null || said === null) return null;
    this.#pairs.push({ truth: this.#classes.indexOf(truth), said: this.#classes.indexOf(said) });
    return truth === said;
  }

  result(): MadeAgreement {
    const measured = scores(
      this.#pairs.map(({ truth }) => truth),
      this.#pairs.map(({ said }) => said),
      this.#classes,
    );
    const compared = this.#pairs.length;
    const right = this.#pairs.filter(({ truth, said }) => truth === said).length;
    const [low, high] = compared === 0 ? [null, null] : wilsonInterval(right, compared);
    const beyondChance = kappa(measured.confusion);
    return {
      scheme: this.#scheme,
      labels: this.#truth.size,
      otherLabels: [...this.#truth.values()].filter((truth) => truth === null).length,
      compared,
      accuracy: compared === 0 ? null : measured.accuracy,
      low,
      high,
      macroF1: compared === 0 ? null : measured.macroF1,
      kappa: Number.isFinite(beyondChance) ? beyondChance : null,
      perClass: measured.perClass,
    };
  }
}

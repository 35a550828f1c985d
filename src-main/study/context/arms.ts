/** What a study of context compares. */
import type { PlaceboKind } from '../../context/placebo-windows.ts';
import type { ContextScope } from '../../context/scopes.ts';

/**
 * What an arm is for: the text alone, to which all are compared; a way of reading context; a control, which context has
 * to beat; a placebo, whose gain is no effect of context; a leak, which shows what a mistake would gain; or a floor, which
 * reads no words of a model.
 */
export type ArmRole = 'reference' | 'context' | 'control' | 'placebo' | 'leak' | 'floor';

const hourMs = 3_600_000;

interface About {
  role: ArmRole;
  /** In tables and sentences. */
  title: string;
  note: string;
  /** How the window is read; null: none is. */
  reading: 'none' | 'concat' | 'self' | 'cross' | null;
  /** Which window; `shuffled` exchanges windows among texts of a company. */
  window: 'own' | 'shuffled' | PlaceboKind | null;
}

const arms = {
  none: {
    role: 'reference',
    title: 'the text alone',
    note: 'no window is read',
    reading: 'none',
    window: null,
  },
  concat: {
    role: 'context',
    title: 'window average',
    note: 'the mean of the texts of the window beside the text',
    reading: 'concat',
    window: 'own',
  },
  self: {
    role: 'context',
    title: 'self-attention',
    note: 'the text queries the words of its window and its own',
    reading: 'self',
    window: 'own',
  },
  cross: {
    role: 'context',
    title: 'cross-attention',
    note: 'the text queries the words of its window',
    reading: 'cross',
    window: 'own',
  },
  uniform: {
    role: 'control',
    title: 'uniform attention',
    note: 'cross-attention whose weights are all the same: if it scores as high, what is attended to explains nothing',
    reading: 'cross',
    window: 'own',
  },
  'label-history': {
    role: 'control',
    title: 'label history',
    note: 'the scores of the text alone, and the mean label of the texts in its window: labels of the training part, and predicted ones for all others',
    reading: null,
    window: 'own',
  },
  shuffled: {
    role: 'placebo',
    title: 'windows exchanged within the company',
    note: 'windows exchanged among the texts of a company',
    reading: 'cross',
    window: 'shuffled',
  },
  'other-company': {
    role: 'placebo',
    title: 'window of another company',
    note: 'the window of another company (or author) at the same time',
    reading: 'cross',
    window: 'other-source',
  },
  'other-time': {
    role: 'placebo',
    title: 'window of an earlier time',
    note: 'the window of the company at an earlier time, drawn by chance',
    reading: 'cross',
    window: 'earlier-time',
  },
  fixed: {
    role: 'placebo',
    title: 'the same unrelated texts',
    note: 'texts of another company, the same for all texts of a company on a day: what it gains is learned by heart',
    reading: 'cross',
    window: 'fixed',
  },
  after: {
    role: 'leak',
    title: 'texts that came after',
    note: 'a leak on purpose, never to be used: what a mistake in time would gain',
    reading: 'cross',
    window: 'after',
  },
} as const satisfies Record<string, About>;

const floors = {
  majority: { title: 'majority', note: 'the most frequent class' },
  company: { title: 'company alone', note: 'the most frequent class of the company' },
  author: { title: 'author alone', note: 'the most frequent class of the author' },
  time: { title: 'time alone', note: 'logistic regression on hour, weekday and date' },
  length: { title: 'length alone', note: 'logistic regression on characters and words, as counts' },
  'naive-bayes': { title: 'naive Bayes', note: 'on words and word pairs' },
  'logistic-regression': { title: 'logistic regression', note: 'on tf-idf of words and word pairs' },
  svm: { title: 'linear SVM', note: 'on words, word pairs and pieces of characters' },
  'n-grams': { title: 'n-grams', note: 'the linear classifier of n-grams that is a baseline of every run' },
} as const;

export const windowArms = [
  'none',
  'concat',
  'self',
  'cross',
  'uniform',
  'label-history',
  'shuffled',
  'other-company',
  'other-time',
  'fixed',
  'after',
] as const satisfies readonly (keyof typeof arms)[];
export type WindowArm = (typeof windowArms)[number];
export const floorArms = [
  'majority',
  'company',
  'author',
  'time',
  'length',
  'naive-bayes',
  'logistic-regression',
  'svm',
  'n-grams',
] as const satisfies readonly (keyof typeof floors)[];
export type FloorArm = (typeof floorArms)[number];
export type ArmName = WindowArm | FloorArm;

/** What can be asked for: arms one by one, and all floors as one. */
export const armChoices = [...windowArms, 'floors'] as const;
export type ArmChoice = (typeof armChoices)[number];
/** What is compared where nothing is said. `fixed` is added where texts that share a window stand on both sides. */
export const usualArms: readonly ArmChoice[] = armChoices.filter((arm) => arm !== 'fixed');

export function isFloor(arm: ArmName): arm is FloorArm {
  return arm in floors;
}

export function aboutArm(arm: ArmName): About {
  return isFloor(arm) ? { role: 'floor', reading: null, window: null, ...floors[arm] } : arms[arm];
}

/** One thing that is trained with every seed. */
export interface Arm {
  arm: ArmName;
  /** null: it reads no window. */
  scope: ContextScope | null;
  n: number | null;
  /** The greatest age of a text in its window, ms; missing: as the settings of the study say. */
  age?: number | undefined;
  /** null: it reads no model. */
  encoder: string | null;
}

/** A name of an arm within a study, as files and comparisons have it: `cross company 8 words`, `cross company 8 6h words`. */
export function armKey({ arm, scope, n, age, encoder }: Arm | (Omit<Arm, 'arm'> & { arm: string })): string {
  const upTo = age === undefined ? null : `${age / hourMs}h`;
  return [arm, scope, n, upTo, encoder].filter((part) => part !== null).join(' ');
}

export function isArm(name: string): name is ArmName {
  return name in arms || name in floors;
}

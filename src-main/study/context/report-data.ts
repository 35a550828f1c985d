/** What the charts and tables of a study show: one place for its page in the window and for its file. */
import { inThousands } from '../../in-thousands.ts';
import { armKey, isArm } from './arms.ts';
import { mainSize } from './plan.ts';
import type { AgeEffect, ArmSummary, Comparison, StudyResult } from './result.ts';
import { ageInWords } from './age-in-words.ts';
import { armInWords } from './summary.ts';
import { tableLines, type TableLine } from './tables.ts';

/** The difference of an arm from the text alone, in accuracy, with its 95 % interval. */
export interface IntervalRow {
  name: string;
  role: ArmSummary['role'];
  difference: number;
  low: number;
  high: number;
}

/** Accuracy by the size of the window. */
export interface SizeLine {
  name: string;
  /** By size; the text alone is the size 0. */
  points: { n: number; accuracy: number }[];
}

/** Accuracy by confidence, of bins with enough texts. */
export interface ReliabilityLine {
  name: string;
  points: { confidence: number; accuracy: number; texts: number }[];
}

/** A comparison with the names of its arms. */
export interface NamedComparison extends Comparison {
  nameA: string;
  nameB: string;
}

/** What an arm adds for texts whose window is so old. */
export interface NamedAge extends AgeEffect {
  name: string;
  /** `1 to 6 h` */
  age: string;
}

export interface ReportData {
  lines: TableLine[];
  intervals: IntervalRow[];
  /** Empty where one size was studied. */
  sizes: SizeLine[];
  reliability: ReliabilityLine[];
  comparisons: NamedComparison[];
  /** Empty where windows of one age were read, or an earlier version made the study. */
  ages: NamedAge[];
  /** What is said of novel texts; null: it is not known which are. */
  novel: string | null;
  /** What the test part could show, known before training. */
  detectable: string;
}

/** Texts of a bin below which its accuracy says nothing. */
const leastTexts = 5;

export function reportData(
  result: Pick<StudyResult, 'arms' | 'comparisons' | 'detectable' | 'assumed' | 'ages' | 'data'>,
): ReportData {
  return {
    lines: tableLines(result),
    intervals: intervalRows(result),
    sizes: sizeLines(result),
    reliability: reliabilityLines(result),
    comparisons: namedComparisons(result),
    ages: namedAges(result),
    novel: novelSentence(result),
    detectable: detectableSentence(result),
  };
}

function namesOf(arms: readonly ArmSummary[]): (arm: ArmSummary) => string {
  const several = new Set(arms.flatMap(({ encoder }) => encoder ?? [])).size > 1;
  return (arm) => (isArm(arm.arm) ? armInWords({ ...arm, arm: arm.arm }, several) : arm.arm);
}

/** A line for each arm that is compared with the text alone. */
export function intervalRows({
  arms,
  comparisons,
}: Pick<StudyResult, 'arms' | 'comparisons'>): IntervalRow[] {
  const nameOf = namesOf(arms);
  return arms.flatMap((arm) => {
    const found = comparisons.find(
      ({ a, b, metric }) => a === armKey(arm) && metric === 'accuracy' && b.split(' ')[0] === 'none',
    );
    if (!found) return [];
    const { difference, low, high } = found;
    return [{ name: nameOf(arm), role: arm.role, difference, low, high }];
  });
}

/** A line for each way of reading, scope and encoder. */
export function sizeLines({ arms }: Pick<StudyResult, 'arms'>): SizeLine[] {
  const several = new Set(arms.flatMap(({ encoder }) => encoder ?? [])).size > 1;
  const sized = arms.filter(
    ({ role, arm, n, age }) =>
      n !== null && age === undefined && (role === 'context' || arm === 'label-history'),
  );
  if (new Set(sized.map(({ n }) => n)).size < 2) return [];
  const lines = Map.groupBy(sized, ({ arm, scope, encoder }) => JSON.stringify([arm, scope, encoder]));
  return lines
    .values()
    .map((line) => {
      const { title, scope, encoder } = line[0]!;
      const alone = arms.find((arm) => arm.role === 'reference' && arm.encoder === encoder);
      const reader = several && encoder !== null ? [encoder] : [];
      const measured = line.map(({ n, accuracy }) => ({ n: n!, accuracy: accuracy.mean }));
      return {
        name: [title, scope, ...reader].join(', '),
        points: [...(alone ? [{ n: 0, accuracy: alone.accuracy.mean }] : []), ...measured].toSorted(
          (a, b) => a.n - b.n,
        ),
      };
    })
    .toArray();
}

/** Of the text alone, and of each way of reading context at the size at which placebos are measured. */
export function reliabilityLines({ arms }: Pick<StudyResult, 'arms'>): ReliabilityLine[] {
  const nameOf = namesOf(arms);
  const size = mainSize(arms.flatMap(({ n }) => n ?? []));
  return arms.flatMap((arm) => {
    if (arm.n !== null && (arm.n !== size || arm.age !== undefined)) return [];
    if (!arm.reliability || (arm.role !== 'reference' && arm.role !== 'context')) return [];
    const points = arm.reliability.flatMap(({ confidence, accuracy, texts }) =>
      confidence === null || accuracy === null || texts < leastTexts ? [] : [{ confidence, accuracy, texts }],
    );
    return [{ name: nameOf(arm), points }];
  });
}

function namedComparisons({
  arms,
  comparisons,
}: Pick<StudyResult, 'arms' | 'comparisons'>): NamedComparison[] {
  const nameOf = namesOf(arms);
  const names = new Map(arms.map((arm) => [armKey(arm), nameOf(arm)]));
  return comparisons.map((one) => ({
    ...one,
    nameA: names.get(one.a) ?? one.a,
    nameB: names.get(one.b) ?? one.b,
  }));
}

function namedAges({ arms, ages = [] }: Pick<StudyResult, 'arms' | 'ages'>): NamedAge[] {
  const nameOf = namesOf(arms);
  const names = new Map(arms.map((arm) => [armKey(arm), nameOf(arm)]));
  return ages.map((one) => ({ ...one, name: names.get(one.arm) ?? one.arm, age: ageInWords(one) }));
}

function novelSentence({ data: { novel, split } }: Pick<StudyResult, 'data'>): string | null {
  if (!novel) return null;
  return `${inThousands(novel.texts)} of ${inThousands(split.test)} test texts are novel, that is unlike every text of training and validation, with a word similarity (Jaccard) below ${novel.similarity}.`;
}

export function detectableSentence({
  detectable,
  assumed,
}: Pick<StudyResult, 'detectable' | 'assumed'>): string {
  if (detectable === null) return 'The test part is too small to show any usual difference.';
  const points = (value: number) => `${(100 * value).toFixed(1)} points`;
  const alike = assumed.ifAlike === null ? 'nothing' : points(assumed.ifAlike);
  return `Known before training: the smallest difference that the test part can show is ${points(detectable)}, if texts are independent, and ${alike} if those of a ticker and day are as alike as their labels (level ${assumed.level}, power ${assumed.power}, ${(100 * assumed.discordant).toFixed(0)} % of the texts told apart).`;
}

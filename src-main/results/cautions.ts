import type { NameOf } from '../class-names.ts';
import { inThousands } from '../in-thousands.ts';
import { baselineName } from './baseline-names.ts';
import type { Scores, SplitReport } from './scores.ts';

/** A model that gives one answer for so large a share of what it is tested on says nothing of the single case. */
const ONE_ANSWER = 0.99;

interface Told {
  /** How the parts were to be divided (the setting `split`); undefined: not known. */
  asked: string | undefined;
  /** What was classified, in the plural: `texts`, `days`. */
  unit: string;
  nameOf: NameOf;
}

/**
 * What whoever reads the scores of a run has to know first: what was done differently from what was asked, answers that
 * do not depend on what is read, and a baseline that is more accurate. Sentences without their full stop; empty: nothing.
 */
export function cautionsOf(
  {
    split,
    test,
    baselines,
  }: { split: SplitReport; test: Scores; baselines: Readonly<Record<string, Scores>> },
  { asked, unit, nameOf }: Told,
): string[] {
  return [
    ...differentSplit(split, asked),
    ...oneAnswer(test, unit, nameOf),
    ...behindBaseline(test, baselines),
  ];
}

function differentSplit({ by }: SplitReport, asked: string | undefined): string[] {
  if (asked !== 'time' || by !== 'chance') return [];
  return [
    'A split by time was asked for, but fewer than half of the texts have a time: the parts were drawn at random instead',
  ];
}

function oneAnswer({ n, classes, confusion }: Scores, unit: string, nameOf: NameOf): string[] {
  const answers = classes.map((_, at) => confusion.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  const most = Math.max(0, ...answers);
  const occurring = confusion.filter((row) => row.some((count) => count > 0)).length;
  if (n === 0 || occurring < 2 || most / n < ONE_ANSWER) return [];
  const value = classes[answers.indexOf(most)] ?? '';
  return [
    `The model answers “${nameOf(value)}” for ${most === n ? 'all' : `${inThousands(most)} of`} ${inThousands(n)} test ${unit}, whatever it reads: ` +
      'its accuracy is the share of that class, and a single answer means nothing',
  ];
}

function behindBaseline(test: Scores, baselines: Readonly<Record<string, Scores>>): string[] {
  const [best] = Object.entries(baselines).toSorted(([, a], [, b]) => b.accuracy - a.accuracy);
  if (best === undefined || best[1].accuracy <= test.accuracy) return [];
  const [key, { accuracy }] = best;
  return [
    `A simple model is more accurate on the same test part: ${baselineName(key)}, ${asScore(accuracy)} against ${asScore(test.accuracy)}`,
  ];
}

/** As the field prints it: `.923`. */
function asScore(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

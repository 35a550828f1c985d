/** From the predictions of all trainings to the tables of a study. */
import { basename } from 'node:path';
import { counted } from '../../counted.ts';
import { haveNeighbour } from '../../text/near-copies/neighbours.ts';
import { mostProbable } from '../../training/probabilities.ts';
import { scores } from '../../training/metrics.ts';
import { calibration, logLoss } from '../statistics/calibration.ts';
import { holm } from '../statistics/holm.ts';
import { pairedDifference, type PairedMetric, pairedMetrics } from '../statistics/paired.ts';
import { seedSpread } from '../statistics/spread.ts';
import { limitInWords } from './age-in-words.ts';
import { aboutArm, type Arm, armKey } from './arms.ts';
import type { ArmResult } from './arm-result.ts';
import { type StudyData } from './data.ts';
import { clustersOf } from '../statistics/ticker-days.ts';
import type { ArmSummary, Comparison } from './result.ts';

/** An arm with its results, a seed after the other. */
export interface Measured {
  arm: Arm;
  results: readonly ArmResult[];
}

/** A test text with a text of training or validation of this word similarity is not novel. */
export const novelBelow = 0.5;

/**
 * Which test texts are like none of training and validation.
 * @throws the signal's reason when it is aborted
 */
export async function novelTexts(
  { parts: { train, valid, test } }: Pick<StudyData, 'parts'>,
  signal: AbortSignal | null = null,
): Promise<boolean[]> {
  const textsOf = (items: readonly { text: string }[]) => items.map(({ text }) => text);
  const known = await haveNeighbour(textsOf(test), textsOf([...train, ...valid]), novelBelow, signal);
  return known.map((has) => !has);
}

/** The scores of an arm on the test part. @param isNovel of each test text */
export function summaryOf(
  { arm, results }: Measured,
  { parts, classes }: Pick<StudyData, 'parts' | 'classes'>,
  isNovel: readonly boolean[],
): ArmSummary {
  const truth = parts.test.map(({ label }) => label);
  const only = <T>(values: readonly T[]) => values.filter((_, text) => isNovel[text]);
  const rows = results.map(({ probabilities }) => probabilities.map((row) => Float32Array.from(row)));
  const scored = rows.map((of) => scores(truth, of.map(mostProbable), classes));
  const ofNovel = rows.map((of) => scores(only(truth), only(of).map(mostProbable), classes));
  const [first] = results;
  const calibrated = results.every((result) => result.calibrated);
  const { role, title } = aboutArm(arm.arm);
  const isBranch = role !== 'floor' && role !== 'reference' && arm.arm !== 'label-history';
  const right = truth.map(
    (label, text) => rows.filter((of) => mostProbable(of[text]!) === label).length / rows.length,
  );
  return {
    ...arm,
    encoder: arm.encoder === null ? null : arm.encoder,
    accuracy: seedSpread(scored.map(({ accuracy }) => accuracy)),
    macroF1: seedSpread(scored.map(({ macroF1 }) => macroF1)),
    ...(isNovel.includes(true) && {
      novel: {
        accuracy: seedSpread(ofNovel.map(({ accuracy }) => accuracy)),
        macroF1: seedSpread(ofNovel.map(({ macroF1 }) => macroF1)),
      },
    }),
    logLoss: calibrated ? seedSpread(rows.map((of) => logLoss(of, truth))) : null,
    ece: calibrated ? seedSpread(rows.map((of) => calibration(of, truth).ece)) : null,
    standardError: standardError(right, clustersOf(parts.test)),
    role,
    title,
    seeds: results.length,
    withoutContext: isBranch ? results.filter(({ epochs }) => epochs?.best === 0).length : null,
    parameters: first!.parameters,
    tried: first!.tried,
    withWindow: first!.withWindow,
    later: first!.later,
    reliability: calibrated
      ? calibration(
          rows.flat(),
          rows.flatMap(() => truth),
        ).bins
      : null,
  };
}

/**
 * Standard error of a mean over texts of which those of a cluster are alike: the root of the summed squares of the
 * clusters' distances from it.
 *
 * @see Cameron and Miller (2015), A practitioner's guide to cluster-robust inference
 */
function standardError(values: readonly number[], clusters: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sums = new Map<number, number>();
  for (const [text, value] of values.entries()) {
    sums.set(clusters[text]!, (sums.get(clusters[text]!) ?? 0) + value - mean);
  }
  const squares = sums.values().reduce((sum, one) => sum + one ** 2, 0);
  return Math.sqrt((squares * sums.size) / Math.max(1, sums.size - 1)) / values.length;
}

/**
 * All comparisons that a study makes: each arm that reads a window with the text alone, by both metrics; and each way of
 * reading context with its rivals, by accuracy.
 */
export function comparisonsOf(measured: readonly Measured[], data: StudyData): Comparison[] {
  const truth = data.parts.test.map(({ label }) => label);
  const clusters = clustersOf(data.parts.test);
  const predictions = new Map(
    measured.map(({ arm, results }) => [
      armKey(arm),
      results.map(({ probabilities }) => probabilities.map((row) => mostProbable(Float32Array.from(row)))),
    ]),
  );
  const found = pairsOf(measured.map(({ arm }) => arm)).map(({ a, b, metric }) => ({
    a: armKey(a),
    b: armKey(b),
    metric,
    ...pairedDifference(
      {
        classes: data.classes.length,
        truth,
        clusters,
        first: predictions.get(armKey(b))!,
        second: predictions.get(armKey(a))!,
      },
      metric,
    ),
  }));
  const corrected = holm(found.map(({ p }) => p));
  return found.map((one, index) => ({ ...one, pHolm: corrected[index]! }));
}

function pairsOf(arms: readonly Arm[]): { a: Arm; b: Arm; metric: PairedMetric }[] {
  return arms.flatMap((a) => {
    const { role } = aboutArm(a.arm);
    if (role === 'reference' || role === 'floor') return [];
    const alone = arms.find((b) => b.arm === 'none' && b.encoder === a.encoder);
    const rivals =
      role !== 'context'
        ? []
        : arms.filter(
            (b) =>
              (b.arm === 'label-history' || (b.arm === 'uniform' && a.arm === 'cross')) &&
              b.encoder === a.encoder &&
              b.scope === a.scope &&
              b.n === a.n &&
              b.age === a.age,
          );
    return [
      ...(alone ? pairedMetrics.map((metric) => ({ a, b: alone, metric })) : []),
      ...rivals.map((b) => ({ a, b, metric: 'accuracy' as const })),
    ];
  });
}

/** An arm in a table or a sentence: `cross-attention, 8 texts of the company, words`. */
export function armInWords(
  { arm, scope, n, age, encoder }: Pick<ArmSummary, 'scope' | 'n' | 'age' | 'encoder'> & Pick<Arm, 'arm'>,
  severalEncoders: boolean,
): string {
  const { title, role } = aboutArm(arm);
  const whose = { company: ' of the company', author: ' of the author', market: ' of the market' } as const;
  // The window of a placebo is not of whom its size and scope are taken from.
  const of =
    scope === null || (scope === 'company' && (role === 'placebo' || role === 'leak')) ? '' : whose[scope];
  const window = n === null ? [] : [`${counted(n, 'text')}${of}`];
  const limit = age === undefined ? [] : [`up to ${limitInWords(age)} old`];
  const reader = encoder === null || !severalEncoders ? [] : [basename(encoder)];
  return [title, ...window, ...limit, ...reader].join(', ');
}

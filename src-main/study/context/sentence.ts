/** What follows from the intervals of a study, in words. */
import type { ArmSummary, Comparison } from './result.ts';
import { armKey, isArm } from './arms.ts';
import { armInWords } from './summary.ts';

/** Two-sided, after correction for all comparisons. */
const level = 0.05;

/** Whether a difference is more than chance: corrected for all comparisons, and with an interval on one side of 0. */
export function isShown({ low, high, pHolm }: Pick<Comparison, 'low' | 'high' | 'pHolm'>): boolean {
  return pHolm <= level && (low > 0 || high < 0);
}

/** @param arms all arms of the study, with the comparisons made between them */
export function sentenceOf(arms: readonly ArmSummary[], comparisons: readonly Comparison[]): string {
  const several = new Set(arms.flatMap(({ encoder }) => encoder ?? [])).size > 1;
  const byKey = new Map(arms.map((arm) => [armKey(arm), arm]));
  const named = (key: string) => {
    const arm = byKey.get(key);
    return arm && isArm(arm.arm) ? armInWords({ ...arm, arm: arm.arm }, several) : key;
  };
  const toText = comparisons.filter(
    ({ b, metric }) => byKey.get(b)?.role === 'reference' && metric === 'accuracy',
  );
  const of = (...roles: ArmSummary['role'][]) =>
    toText.filter(({ a }) => roles.includes(byKey.get(a)?.role ?? 'floor'));
  const context = of('context');
  if (context.length === 0) return 'No way of reading context was studied.';
  const gains = context.filter((one) => isShown(one) && one.difference > 0);
  const losses = context.filter((one) => isShown(one) && one.difference < 0);
  const isEmpty = ({ a }: Comparison) => byKey.get(a)?.withWindow.test === 0;
  const [empty, placebos] = [of('placebo').filter(isEmpty), of('placebo').filter((one) => !isEmpty(one))];
  const rivals = toText.filter(({ a }) => byKey.get(a)?.arm === 'label-history');
  const parts: string[] = [];
  if (gains.length > 0) {
    const best = largest(gains);
    parts.push(
      `Context adds ${points(best.difference)} (${named(best.a)}; 95 % interval ${interval(best)}, p ${pInWords(best.pHolm)} after Holm).`,
    );
  } else if (losses.length > 0) {
    const worst = largest(losses.map((one) => ({ ...one, difference: -one.difference })));
    parts.push(`Context costs ${points(worst.difference)} (${named(worst.a)}).`);
  } else if (
    arms.every(({ role, withoutContext, seeds }) => role !== 'context' || withoutContext === seeds)
  ) {
    parts.push(
      'Every model that was to read context reads the text alone: no epoch with context was better in validation. What it says of the test part is the same text for text, which tells nothing of how much context could add.',
    );
  } else {
    const most = Math.max(...context.map(({ high }) => high));
    const least = Math.min(...context.map(({ low }) => low));
    parts.push(
      `Context makes a difference of no more than chance: gains of up to ${points(Math.max(0, most))} and losses of up to ${points(Math.max(0, -least))} cannot be excluded, larger ones can.`,
    );
  }
  const uniform = gains.length === 0 ? undefined : againstUniform(largest(gains).a, byKey, comparisons);
  if (uniform && !isShown(uniform)) {
    parts.push(
      'Uniform attention does not differ from it by more than chance, so the gain is not shown to come from what is attended to.',
    );
  }
  if (placebos.length > 0) {
    const best = largest(placebos);
    const shown = placebos.filter((one) => isShown(one) && one.difference > 0);
    const added = points(best.difference);
    parts.push(
      shown.length === 0
        ? added.startsWith('−')
          ? `No placebo adds anything (${placebos.length === 1 ? 'it has' : 'the best has'} ${added}).`
          : `Placebos ${placebos.length === 1 ? 'add' : 'add at most'} ${added}, which is no more than chance.`
        : `But a placebo adds ${points(largest(shown).difference)} as well (${named(largest(shown).a)}), so what is gained need not come from what the windows say.`,
    );
  }
  if (empty.length > 0) {
    parts.push(
      `No text has a window of ${empty.map(({ a }) => `“${named(a)}”`).join(', ')}, so nothing follows from ${empty.length === 1 ? 'it' : 'them'}.`,
    );
  }
  const rival = rivals.length === 0 ? null : largest(rivals);
  if (rival !== null && (isShown(rival) || gains.length > 0)) {
    parts.push(
      `The labels of earlier texts alone, without a word of theirs, ${rival.difference < 0 ? 'cost' : 'add'} ${points(Math.abs(rival.difference))} (${interval(rival)}).`,
    );
  }
  const baseline = betterBaseline(arms);
  if (baseline !== null) parts.push(baseline);
  return parts.join(' ');
}

/** The comparison in accuracy of an arm with the one that weighs the same texts alike. */
function againstUniform(
  key: string,
  byKey: ReadonlyMap<string, ArmSummary>,
  comparisons: readonly Comparison[],
): Comparison | undefined {
  return comparisons.find(
    ({ a, b, metric }) => a === key && metric === 'accuracy' && byKey.get(b)?.arm === 'uniform',
  );
}

/** Said where a baseline scores higher than every way of reading context; null: none does. */
function betterBaseline(arms: readonly ArmSummary[]): string | null {
  const best = (role: ArmSummary['role']) =>
    arms
      .filter((arm) => arm.role === role)
      .reduce<ArmSummary | null>(
        (most, arm) => (most === null || arm.accuracy.mean > most.accuracy.mean ? arm : most),
        null,
      );
  const [floor, context] = [best('floor'), best('context')];
  if (floor === null || context === null || floor.accuracy.mean <= context.accuracy.mean) return null;
  const score = ({ accuracy }: ArmSummary) => accuracy.mean.toFixed(3).replace(/^0/u, '');
  return `A baseline scores higher than every way of reading context: ${floor.title}, ${score(floor)} against ${score(context)}.`;
}

function largest<C extends Pick<Comparison, 'difference'>>(all: readonly C[]): C {
  return all.reduce((a, b) => (b.difference > a.difference ? b : a));
}

/** `2.8 points` */
export function points(difference: number): string {
  const value = (100 * difference)
    .toFixed(1)
    .replace(/^-0\.0$/u, '0.0')
    .replace(/^-/u, '−');
  return `${value} ${value === '1.0' ? 'point' : 'points'}`;
}

function interval({ low, high }: Pick<Comparison, 'low' | 'high'>): string {
  return `${signed(low)} to ${signed(high)}`;
}

export function signed(difference: number): string {
  const value = (100 * difference).toFixed(1).replace(/^-(0\.0)$/u, '$1');
  if (value === '0.0') return '0.0';
  return value.startsWith('-') ? `−${value.slice(1)}` : `+${value}`;
}

export function pInWords(p: number): string {
  return p < 0.001 ? 'below .001' : p.toFixed(3).replace(/^0/u, '');
}

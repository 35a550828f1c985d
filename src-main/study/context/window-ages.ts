/** What a window adds by how old its newest text is. */
import type { ReadableStore } from '../../store/store.ts';
import { mostProbable } from '../../training/probabilities.ts';
import { pairedDifference } from '../statistics/paired.ts';
import { clustersOf } from '../statistics/ticker-days.ts';
import { aboutArm, armKey } from './arms.ts';
import { asOf, type PartWindows, type StudyData } from './data.ts';
import { mainSize } from './plan.ts';
import type { AgeEffect } from './result.ts';
import type { StudyRequest } from './request.ts';
import type { Measured } from './summary.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Ages in milliseconds at which one group ends and the next begins. */
export const ageLimits = [hourMs, 6 * hourMs, dayMs, 7 * dayMs];

/** Texts of a group below which nothing is said of it. */
const leastTexts = 30;

/**
 * For each way of reading context at the size at which placebos are measured: how much it adds to the text alone, of test
 * texts by the age of the newest text in their window. These are descriptions: no p-value is given, and none is corrected.
 *
 * @param windows those of each scope of the request
 */
export function ageEffects(
  store: ReadableStore,
  measured: readonly Measured[],
  { parts: { test }, classes }: StudyData,
  windows: readonly PartWindows[],
  { scopes, windows: sizes }: Pick<StudyRequest, 'scopes' | 'windows'>,
): AgeEffect[] {
  const clusters = clustersOf(test);
  const size = mainSize(sizes);
  const groups = scopes.map((_, index) => groupsByAge(agesOf(store, test, windows[index]!.test)));
  return measured.flatMap(({ arm, results }) => {
    const { role } = aboutArm(arm.arm);
    const at = scopes.findIndex((scope) => scope === arm.scope);
    if (
      (role !== 'context' && arm.arm !== 'label-history') ||
      arm.n !== size ||
      arm.age !== undefined ||
      at === -1
    )
      return [];
    const alone = measured.find((one) => one.arm.arm === 'none' && one.arm.encoder === arm.encoder);
    if (!alone) return [];
    return groups[at]!.filter(({ texts }) => texts.length >= leastTexts).map(({ from, to, texts }) => {
      const predicted = (of: Measured['results']) =>
        of.map(({ probabilities }) =>
          texts.map((text) => mostProbable(Float32Array.from(probabilities[text]!))),
        );
      const { difference, low, high } = pairedDifference(
        {
          classes: classes.length,
          truth: texts.map((text) => test[text]!.label),
          clusters: texts.map((text) => clusters[text]!),
          first: predicted(alone.results),
          second: predicted(results),
        },
        'accuracy',
      );
      return { arm: armKey(arm), from, to, texts: texts.length, difference, low, high };
    });
  });
}

/** How old the newest text of each window is, ms; null: there is none. */
function agesOf(
  store: ReadableStore,
  test: StudyData['parts']['test'],
  windows: readonly (readonly number[])[],
): (number | null)[] {
  return asOf(store, test, windows).map(({ newest }, index) => {
    const { publishedAt } = test[index]!;
    return newest === null || publishedAt === null ? null : publishedAt - newest;
  });
}

/** Texts by age, those without a window first. `from` null: these; `to` null: no limit. */
export function groupsByAge(
  ages: readonly (number | null)[],
): { from: number | null; to: number | null; texts: number[] }[] {
  const indices = [...ages.keys()];
  const limits = [0, ...ageLimits];
  return [
    { from: null, to: null, texts: indices.filter((index) => ages[index] === null) },
    ...limits.map((from, at) => {
      const to = limits[at + 1] ?? null;
      return {
        from,
        to,
        texts: indices.filter((index) => {
          const age = ages[index];
          return age != null && age >= from && (to === null || age < to);
        }),
      };
    }),
  ];
}

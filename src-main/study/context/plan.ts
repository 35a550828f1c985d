import type { ContextScope } from '../../context/scopes.ts';
import type { ContextualConfig } from '../../configs/contextual.ts';
import { aboutArm, type Arm, type ArmChoice, armKey, type ArmName, floorArms, usualArms } from './arms.ts';
import type { StudyRequest } from './request.ts';

/** One training of a study: an arm with a seed. All floors are one, since they take no time. */
export interface Task {
  key: string;
  arm: Arm | 'floors';
  seed: number;
  /** What has to be done first: the text alone, of the same encoder and seed. */
  after: string | null;
}

export const floorsKey = 'floors';

/** The size at which controls and placebos are measured: 8, the usual one, or the largest that is studied. */
export function mainSize(windows: readonly number[]): number {
  return windows.includes(8) ? 8 : Math.max(...windows);
}

/** The arms of a study, the text alone first, whether or not it was asked for: all others are compared to it. */
export function armsOf({ arms, scopes, windows, ages, encoders }: Omit<StudyRequest, 'seeds'>): Arm[] {
  const chosen = usualArms.concat('fixed').filter((arm) => arm === 'none' || arms.includes(arm));
  const named = chosen.filter((arm) => arm !== 'floors');
  const one = (encoder: string, arm: ArmName): Arm[] => {
    const { role } = aboutArm(arm);
    if (role === 'reference') return [{ arm, scope: null, n: null, encoder }];
    const isVaried = role === 'context' || arm === 'label-history';
    const sizes = isVaried ? windows : [mainSize(windows)];
    const limits = isVaried ? [...new Set(ages)] : [];
    const windowed = (scope: ContextScope): Arm[] => [
      ...[...new Set(sizes)].map((n) => ({ arm, scope, n, encoder })),
      ...limits.map((age) => ({ arm, scope, n: mainSize(windows), age, encoder })),
    ];
    return [...new Set(scopes)].flatMap((scope) =>
      scope === 'market' && isOfOthers(arm) ? [] : windowed(scope),
    );
  };
  return [
    ...encoders.flatMap(({ name }) => named.flatMap((arm) => one(name, arm))),
    ...(arms.includes('floors') ? floorArms : []).map((arm) => ({
      arm,
      scope: null,
      n: null,
      encoder: null,
    })),
  ];
}

/** Whether its windows come from other companies (or authors); there is one market only. */
function isOfOthers(arm: ArmName): boolean {
  const { window } = aboutArm(arm);
  return window === 'other-source' || window === 'fixed';
}

/** Seed by seed, so that arms have the same seeds whenever time runs out. */
export function tasksOf(request: StudyRequest): Task[] {
  const arms = armsOf(request).filter(({ encoder }) => encoder !== null);
  const first = request.encoders[0]!.config.seed;
  const tasks: Task[] = [];
  for (let seed = first; seed < first + request.seeds; seed++) {
    for (const arm of arms) {
      const isAlone = arm.arm === 'none';
      const alone = armKey({ arm: 'none', scope: null, n: null, encoder: arm.encoder });
      tasks.push({ key: armKey(arm), arm, seed, after: isAlone ? null : alone });
    }
    if (seed === first && request.arms.includes('floors')) {
      tasks.push({ key: floorsKey, arm: 'floors', seed, after: null });
    }
  }
  return tasks;
}

/** The configuration of an arm with a seed. */
export function configOfArm(
  { encoders }: Pick<StudyRequest, 'encoders'>,
  arm: Arm,
  seed: number,
): ContextualConfig {
  const { config } = encoders.find(({ name }) => name === arm.encoder)!;
  const reading = aboutArm(arm.arm).reading ?? 'cross';
  if (arm.n === null || arm.scope === null) return { ...config, seed, context: reading };
  const window = { ...config.window, n: arm.n, scope: arm.scope };
  const limited = arm.age === undefined ? window : { ...window, maxAgeMs: arm.age };
  return { ...config, seed, context: reading, window: limited };
}

/** Arms with the placebo that a split needs in which texts of one window stand on both sides. */
export function withFixed(arms: readonly ArmChoice[]): ArmChoice[] {
  return [...new Set<ArmChoice>([...arms, 'fixed'])];
}

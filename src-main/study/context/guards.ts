/** What is looked at before anything is trained. */
import { UserError } from '../../errors.ts';
import { isOnlyDay } from '../../only-day.ts';
import { labelsInWords } from '../../results/label-facts.ts';
import type { ReadableStore } from '../../store/store.ts';
import { aboutArm, type ArmChoice } from './arms.ts';
import { clustersOf } from '../statistics/ticker-days.ts';
import { type PartWindows, partNames, shareWithWindow, type StudyData, windowsOfArm } from './data.ts';
import { configOfArm, withFixed } from './plan.ts';
import type { StudyRequest } from './request.ts';

export interface Looked {
  /** What is said beside the result. */
  warnings: string[];
  /** The arms, with those that the data require. */
  arms: ArmChoice[];
  /** Share of the texts of which only the day is known. */
  onlyDay: number;
  /** The windows of each scope, of the largest size. */
  windows: PartWindows[];
}

/** Below it, a study of context is mostly one of texts without any. */
const leastShare = 0.5;

/** @throws UserError where under half of the texts have a window, unless `sparse` says that this is known */
export function lookAhead(store: ReadableStore, data: StudyData, request: StudyRequest): Looked {
  const warnings: string[] = [];
  const { parts, split } = data;
  for (const sentence of split.labels ? labelsInWords(split.labels, split.by) : []) {
    warnings.push(`${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`);
  }
  const [first] = request.encoders;
  const n = Math.max(...request.windows);
  const windows = request.scopes.map((scope) => {
    const arm = { arm: 'cross', scope, n, encoder: first!.name } as const;
    return windowsOfArm(store, data, configOfArm(request, arm, first!.config.seed), arm);
  });
  for (const [index, scope] of request.scopes.entries()) {
    const share = shareWithWindow(windows[index]!);
    const few = partNames.filter((part) => share[part] < leastShare);
    if (few.length === 0) continue;
    const inWords = partNames.map((part) => `${names[part]} ${(100 * share[part]).toFixed(0)} %`).join(', ');
    const what = `Few of the texts have an earlier text of their ${owner[scope]} (${inWords}), so there is hardly any context to study`;
    if (!request.sparse) {
      throw new UserError(
        'use',
        `${what}. Import the texts that came before them, or choose another scope.`,
        {
          remedies: [
            { setting: 'sparse', values: [] },
            { action: 'import', what: 'texts' },
          ],
        },
      );
    }
    warnings.push(`${what}: what is said of context is said of those alone that have one.`);
  }
  const all = partNames.flatMap((part) => parts[part]);
  const onlyDay =
    all.filter(({ publishedAt }) => publishedAt !== null && isOnlyDay(publishedAt)).length /
    Math.max(1, all.length);
  if (onlyDay > 0) {
    warnings.push(
      `Only the day is known of ${(100 * onlyDay).toFixed(0)} % of the texts: their windows end with the day before, so nothing that was said earlier on the day is context.`,
    );
  }
  let { arms } = request;
  const shared = split.by === 'time' ? 0 : onBothSides(data);
  if (shared > 0) {
    arms = withFixed(arms);
    warnings.push(
      `The texts were not divided by time: ${(100 * shared).toFixed(0)} % of the test texts have a training text of their ticker and day, with which they may share window and label. A model can then learn windows by heart; ${gainByHeart(request)} The setting daysTogether keeps the texts of a ticker and day in one part.`,
    );
  }
  return { warnings, arms: [...arms], onlyDay, windows };
}

const names = { train: 'training', valid: 'validation', test: 'test' } as const;
const owner = { company: 'company', author: 'author', market: 'market' } as const;

/** What the arm with fixed texts of other companies is for; the market has no others. */
function gainByHeart({ scopes }: StudyRequest): string {
  return scopes.every((scope) => scope === 'market')
    ? 'what that gains cannot be shown with windows of the whole market.'
    : `the placebo “${aboutArm('fixed').title}” shows what that gains, and no gain that is not above it is one of context.`;
}

/** The share of test texts of whose ticker and day there is a training text. */
function onBothSides({ parts: { train, test } }: StudyData): number {
  const clusters = clustersOf([...train, ...test]);
  const learned = new Set(clusters.slice(0, train.length));
  return (
    clusters.slice(train.length).filter((cluster) => learned.has(cluster)).length / Math.max(1, test.length)
  );
}

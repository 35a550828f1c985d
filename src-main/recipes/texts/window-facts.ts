import { basename } from 'node:path';
import { windowOf } from '../../configs/contextual.ts';
import { UserError } from '../../errors.ts';
import type { WindowFacts } from '../../results/window-facts.ts';
import type { LabelledParts, LabelledText } from './labelled-texts.ts';

type Windows = Readonly<Record<'train' | 'valid' | 'test', readonly (readonly number[])[]>>;

const dayMs = 86_400_000;

/** What is to be said of the windows of a run; null: it reads none. */
export function windowFacts(
  config: object,
  { train, test, split }: Pick<LabelledParts, 'train' | 'test' | 'split'>,
  windows: Windows,
): WindowFacts | null {
  if (windowOf(config) === null) return null;
  const share = (part: keyof Windows) =>
    windows[part].filter(({ length }) => length > 0).length / Math.max(1, windows[part].length);
  return {
    withWindow: { train: share('train'), valid: share('valid'), test: share('test') },
    ...(split.by !== 'time' && { sharedDays: sharedDays(train, test) }),
  };
}

function sharedDays(train: readonly LabelledText[], test: readonly LabelledText[]): number {
  const dayOf = ({ symbol, publishedAt }: LabelledText) =>
    symbol === '' || publishedAt === null ? null : `${symbol} ${Math.floor(publishedAt / dayMs)}`;
  const learned = new Set(train.map(dayOf));
  const shared = test.filter((item) => {
    const day = dayOf(item);
    return day !== null && learned.has(day);
  });
  return shared.length / Math.max(1, test.length);
}

/** Below it, a score in context is mostly one of texts without any. */
const leastShare = 0.5;

/** @throws UserError if under half of the texts of a test file have a window, and nothing says that this is known */
export function checkWindows(
  config: { testFile: string | null; recipe: string },
  facts: WindowFacts | null,
): void {
  const { testFile } = config;
  if (facts === null || testFile === null || facts.withWindow.test >= leastShare) return;
  if (!('sparseWindows' in config) || config.sparseWindows === true) return;
  const share = (100 * facts.withWindow.test).toFixed(0);
  throw new UserError(
    'use',
    `Only ${share} % of the texts of ${basename(testFile)} have a window of earlier texts in this workspace, so a score` +
      ' in context would be one of texts without any. Import the texts that came before them, train without context,' +
      ' or set sparseWindows to train all the same.',
    {
      remedies: [
        { action: 'train', recipe: config.recipe, settings: { context: 'none' } },
        { action: 'train', recipe: config.recipe, settings: { sparseWindows: 'true' } },
      ],
    },
  );
}

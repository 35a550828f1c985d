import { knownBefore } from '../../context/rule.ts';
import { placeboWindows } from '../../context/placebo-windows.ts';
import type { ContextualConfig } from '../../configs/contextual.ts';
import { windowOf } from '../../configs/contextual.ts';
import { Random } from '../../random.ts';
import { bySymbolAndTime } from '../../recipes/classify/classifier-data.ts';
import { windowsOf, withoutHeldOut } from '../../recipes/texts/contextual-examples.ts';
import { type LabelledParts, labelledParts, type LabelledText } from '../../recipes/texts/labelled-texts.ts';
import { inputDocuments } from '../../store/input-documents.ts';
import type { ReadableStore } from '../../store/store.ts';
import { aboutArm, type Arm } from './arms.ts';

export const partNames = ['train', 'valid', 'test'] as const;
export type Part = (typeof partNames)[number];
/** Windows as document ids, oldest first, one a text of the part. */
export type PartWindows = Record<Part, number[][]>;

/** The labelled texts that all arms of a study share, in the order in which they are read. */
export interface StudyData extends Pick<LabelledParts, 'classes' | 'available' | 'split' | 'mask'> {
  parts: Record<Part, LabelledText[]>;
  labelled: LabelledParts;
}

/** @throws UserError if there are too few labels to train and test on */
export async function studyData(
  store: ReadableStore,
  config: ContextualConfig,
  signal: AbortSignal | null = null,
): Promise<StudyData> {
  const labelled = await labelledParts(store, { ...config, context: 'none' }, signal);
  const { classes, available, split, mask } = labelled;
  return { classes, available, split, mask, parts: bySymbolAndTime(labelled), labelled };
}

/** The windows that an arm reads. Of a split by chance, texts of training know nothing of those of other parts. */
export function windowsOfArm(
  store: ReadableStore,
  { parts, labelled }: StudyData,
  config: ContextualConfig,
  { arm }: Pick<Arm, 'arm'>,
): PartWindows {
  const { window: kind } = aboutArm(arm);
  const spec = windowOf({ ...config, context: 'cross' });
  const windowsIn = (part: Part): number[][] => {
    const items = parts[part];
    if (kind === null || spec === null) return items.map(() => []);
    if (kind === 'own') return windowsOf(store, items, { ...config, context: 'cross' });
    if (kind === 'shuffled')
      return shuffledWithinCompany(
        items,
        windowsOf(store, items, { ...config, context: 'cross' }),
        config.seed,
      );
    const documents = items.flatMap(({ document }) => document ?? []);
    const found = placeboWindows(store, documents, spec, { kind, seed: config.seed });
    const byDocument = new Map(documents.map((id, index) => [id, found[index]!]));
    return items.map(({ document }) => (document === null ? [] : byDocument.get(document)!));
  };
  return {
    train: withoutHeldOut(store, windowsIn('train'), labelled),
    valid: windowsIn('valid'),
    test: windowsIn('test'),
  };
}

/** Windows exchanged among the texts of a company that have one, so that none keeps its own where there are several. */
export function shuffledWithinCompany(
  items: readonly Pick<LabelledText, 'symbol'>[],
  windows: readonly number[][],
  seed: number,
): number[][] {
  const random = new Random(seed);
  const shuffled: number[][] = items.map(() => []);
  const withWindow = [...items.keys()].filter((index) => windows[index]!.length > 0);
  for (const indices of Map.groupBy(withWindow, (index) => items[index]!.symbol).values()) {
    const order = random.shuffle([...indices]);
    for (const [place, index] of order.entries()) {
      shuffled[index] = order.length === 1 ? [] : windows[order[(place + 1) % order.length]!]!;
    }
  }
  return shuffled;
}

/** The share of texts with a window, for each part. */
export function shareWithWindow(windows: PartWindows): Record<Part, number> {
  const share = (part: Part) =>
    windows[part].filter(({ length }) => length > 0).length / Math.max(1, windows[part].length);
  return { train: share('train'), valid: share('valid'), test: share('test') };
}

/** What the prediction of a text may know, and what it knew. Times in milliseconds since 1970. */
export interface AsOf {
  /** Whatever its window shows came before this; null: the text has no time, and no window. */
  before: number | null;
  /** The newest text of its window; null: it has none. */
  newest: number | null;
}

/** The certificate of each text of a part. */
export function asOf(
  store: ReadableStore,
  items: readonly Pick<LabelledText, 'publishedAt'>[],
  windows: readonly (readonly number[])[],
): AsOf[] {
  const times = inputDocuments(store, [...new Set(windows.flat())]);
  return items.map(({ publishedAt }, index) => {
    const seen = windows[index]!.flatMap((id) => times.get(id)?.publishedAt ?? []);
    return {
      before: publishedAt === null ? null : knownBefore(publishedAt),
      newest: seen.length === 0 ? null : seen.reduce((a, b) => Math.max(a, b)),
    };
  });
}

/** How many of the texts saw something that they may not know. */
export function sawLater(certificates: readonly AsOf[]): number {
  return certificates.filter(({ before, newest }) => newest !== null && !(newest < (before ?? -Infinity)))
    .length;
}

import type { ReadableStore } from '../../store/store.ts';
import { windowsOf, withoutHeldOut } from '../texts/contextual-examples.ts';
import { checkWindows, windowFacts } from '../texts/window-facts.ts';
import { dataHash } from '../texts/data-hash.ts';
import { type LabelledParts, labelledParts, type LabelledText } from '../texts/labelled-texts.ts';
import type { ClassifierConfig } from '../../configs/classifiers.ts';

/** All that a classifier reads: the parts in the order in which it reads them, each text with its window. */
export interface ClassifierData extends Pick<LabelledParts, 'classes' | 'available' | 'split' | 'mask'> {
  parts: Record<'train' | 'valid' | 'test', LabelledText[]>;
  /** As document ids. */
  windows: Record<'train' | 'valid' | 'test', number[][]>;
  /** Fingerprint of all of it. */
  dataHash: string;
}

/** @throws UserError if there are too few labels to train and test on, or too few windows in a test file. */
export async function classifierData(
  store: ReadableStore,
  config: ClassifierConfig,
  signal: AbortSignal | null = null,
): Promise<ClassifierData> {
  const data = await labelledParts(store, config, signal);
  const { classes, available, split, mask } = data;
  const parts = bySymbolAndTime(data);
  const windows = {
    train: withoutHeldOut(store, windowsOf(store, parts.train, config), data),
    valid: windowsOf(store, parts.valid, config),
    test: windowsOf(store, parts.test, config),
  };
  const facts = windowFacts(config, data, windows);
  checkWindows(config, facts);
  if (facts !== null) split.windows = facts;
  const hash = dataHash(store, classes, parts, windows, mask);
  return { classes, available, split, mask, parts, windows, dataHash: hash };
}

/** Texts of one ticker stand together in time order, so that neighbours share their windows. */
export function bySymbolAndTime(
  data: Pick<LabelledParts, 'train' | 'valid' | 'test'>,
): ClassifierData['parts'] {
  const order = (a: LabelledText, b: LabelledText) =>
    a.symbol.localeCompare(b.symbol) || (a.publishedAt ?? 0) - (b.publishedAt ?? 0);
  return {
    train: data.train.toSorted(order),
    valid: data.valid.toSorted(order),
    test: data.test.toSorted(order),
  };
}

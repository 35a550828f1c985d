import { UserError } from '../errors.ts';
import {
  labelsByOrigin,
  type LabelSource,
  labelSources,
  type MadeLabel,
  type MadeOrigin,
  takeBackMadeLabels,
} from '../store/label-sources.ts';
import { noSuchScheme } from '../store/missing.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { parseRules } from '../text/label-rules/rule-file.ts';
import { labelsOfRules } from './label-by-rules.ts';
import { labelsOfPrices } from './price-labels/label-by-prices.ts';
import { priceLabelSettingsSchema } from './price-labels/settings.ts';

export interface LabelsTakenBack {
  scheme: string;
  origin: MadeOrigin;
  /** What the labels were made with that were taken back, and how many there were. */
  name: string;
  removed: number;
  /** What the labels that are there again were made with; null: there are none any more. */
  restored: string | null;
  labelled: number;
}

/**
 * Takes back the last labels by rules, or from prices, of a scheme. Where others had been made before, they are made again.
 *
 * @throws UserError where there are none
 */
export function takeBackLabels(
  store: WritableStore,
  { scheme, origin }: { scheme: string; origin: MadeOrigin },
): LabelsTakenBack {
  const [last, before] = labelSources(store, scheme, origin);
  if (!last) {
    if (labelsByOrigin(store, scheme).size === 0) throw noSuchScheme(store, scheme);
    const how = origin === 'rule' ? 'by rules' : 'from prices';
    throw new UserError(
      'use',
      `The scheme "${scheme}" has no labels ${how}, so there is nothing to take back.`,
    );
  }
  const labels = before ? labelsOf(store, before) : [];
  const removed = takeBackMadeLabels(store, last, labels);
  return {
    scheme,
    origin,
    name: last.name,
    removed,
    restored: before?.name ?? null,
    labelled: labels.length,
  };
}

function labelsOf(store: ReadableStore, { origin, name, settings }: LabelSource): MadeLabel[] {
  if (origin === 'rule') return labelsOfRules(store, parseRules(settings, name));
  return labelsOfPrices(store, priceLabelSettingsSchema.parse(JSON.parse(settings))).labels;
}

import { UserError } from '../errors.ts';
import {
  labelsByOrigin,
  type LabelSource,
  labelSources,
  type MadeLabel,
  type MadeOrigin,
  takeBackMadeLabels,
} from '../store/label-sources.ts';
import { named, takeBackTopics } from '../store/found-topics.ts';
import { noSuchScheme } from '../store/missing.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { parseRules } from '../text/label-rules/rule-file.ts';
import { labelsOfRules } from './label-by-rules.ts';
import { labelsOfPrices } from './price-labels/label-by-prices.ts';
import { priceLabelSettingsSchema } from './price-labels/settings.ts';
import { clustersOfTopics, storedTopics } from './topics/topic-source.ts';

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
 * Takes back the last labels by rules, from prices or of topics, of a scheme. Where others had been made before, they are
 * made again; of topics the last change is taken back.
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
    const how = { rule: 'by rules', price: 'from prices', cluster: 'of topics that were found' }[origin];
    throw new UserError(
      'use',
      `The scheme "${scheme}" has no labels ${how}, so there is nothing to take back.`,
    );
  }
  const labels = before ? labelsOf(store, before) : [];
  const removed =
    origin === 'cluster'
      ? takeBackTopics(store, last, labels, storedTopics(store, scheme)[0]?.judgements ?? [])
      : takeBackMadeLabels(store, last, labels);
  return {
    scheme,
    origin,
    name: last.name,
    removed,
    restored: before?.name ?? null,
    labelled: labels.length,
  };
}

function labelsOf(store: ReadableStore, source: LabelSource): MadeLabel[] {
  const { id, scheme, origin, name, settings } = source;
  if (origin === 'cluster') {
    const topics = storedTopics(store, scheme).find((one) => one.source.id === id)!;
    return named(clustersOfTopics(store, topics), topics.names);
  }
  if (origin === 'rule') return labelsOfRules(store, parseRules(settings, name));
  return labelsOfPrices(store, priceLabelSettingsSchema.parse(JSON.parse(settings))).labels;
}

/** Whether there is enough to learn from, by the thresholds at which a training refuses to start. */
import type { TrainConfig } from '../configs/all.ts';
import { learnedScheme } from '../configs/learned-scheme.ts';
import { windowOf } from '../configs/contextual.ts';
import { aboutRecipe } from '../configs/settings.ts';
import { leastCompanies } from '../recipes/company-embedding/data.ts';
import { leastDays } from '../recipes/price-transformer/price-examples.ts';
import { enoughLabels, enoughOfAClass, leastClasses, leastLabels } from '../recipes/texts/label-needs.ts';
import { leastTexts } from '../recipes/texts/corpus-texts.ts';
import type { DataKind } from '../setting.ts';
import type { ReadableStore } from '../store/store.ts';
import { tickersAdequacy, type TickersAdequacy } from './ticker-adequacy.ts';
import { countData, type DataCounts, type DataRequest } from './training-data.ts';

/** Why a training would refuse to start: what there is, and the least that is needed. */
export type Shortage =
  /** `documents`: with a label, near-duplicates too; `labelled`: of these one. */
  | { kind: 'labels'; labelled: number; documents: number; least: number; scheme: string }
  | { kind: 'classes'; classes: number; least: number; scheme: string }
  | { kind: 'texts'; texts: number; least: number }
  /** Companies with `minTexts` texts; `scheme`: whose texts have a label of it. */
  | { kind: 'companies'; companies: number; least: number; minTexts: number; scheme: string | null }
  | { kind: 'days'; days: number; least: number };

/** What makes scores rough, though it is no reason not to start. */
export type Remark =
  | { kind: 'few-labels'; labelled: number; enough: number }
  /** There is nothing to compare a published model with. */
  | { kind: 'no-labels' }
  | { kind: 'rare-classes'; classes: string[]; enough: number }
  /** Most windows hold fewer than `n` texts. */
  | { kind: 'short-windows'; full: number; labelled: number; n: number };

export interface Adequacy {
  counts: DataCounts;
  /** Null: a training can start. */
  shortage: Shortage | null;
  /** None where there is a shortage. */
  remarks: Remark[];
}

/** The settings that decide what is counted; all others may be left out. */
export const countedSettings = {
  labels: ['symbols', 'scheme', 'context', 'window', 'testShare', 'testFile'],
  texts: ['symbols'],
  companies: ['symbols', 'minTexts', 'objective', 'topicScheme'],
  prices: ['symbols', 'days', 'values', 'testShare', 'validShare'],
} satisfies Record<DataKind, string[]>;

/** What there is to learn from for a training, and whether it is enough: a short read of the store. */
export function adequacyOf(store: ReadableStore, config: TrainConfig): Adequacy {
  const request = dataRequest(config);
  const counts = countData(store, request);
  if (!aboutRecipe(config.recipe).learns)
    return { counts, shortage: null, remarks: remarksOnComparing(counts) };
  const shortage = shortageOf(counts, request, config);
  return { counts, shortage, remarks: shortage === null ? remarksOn(counts) : [] };
}

/** What there is to learn from of each ticker alone; null: the recipe learns no labels. */
export function tickersOf(store: ReadableStore, config: TrainConfig): TickersAdequacy | null {
  const asked = dataRequest(config);
  if (asked.reads !== 'labels' || !aboutRecipe(config.recipe).learns) return null;
  const testShare = 'testShare' in config ? config.testShare : 1;
  return tickersAdequacy(store, { scheme: asked.scheme, window: asked.window, testShare });
}

/** What to count for a training. */
export function dataRequest(config: TrainConfig): DataRequest {
  const { symbols } = config;
  if ('scheme' in config) {
    const testShare = testShareOf(config);
    return { reads: 'labels', symbols, scheme: config.scheme, window: windowOf(config), testShare };
  }
  if ('minTexts' in config) {
    return { reads: 'companies', symbols, minTexts: config.minTexts, scheme: learnedScheme(config) };
  }
  return { reads: 'bins' in config ? 'prices' : 'texts', symbols };
}

/** The share of the labelled texts that is tested: all that a published model is compared with; null: a file is. */
function testShareOf(config: TrainConfig): number | null {
  if ('testFile' in config && config.testFile !== null) return null;
  return 'testShare' in config ? config.testShare : 1;
}

function shortageOf(counts: DataCounts, request: DataRequest, config: TrainConfig): Shortage | null {
  if (counts.reads === 'labels' && request.reads === 'labels') {
    const { labelled, documents, classes } = counts;
    const { scheme } = request;
    if (labelled < leastLabels) return { kind: 'labels', labelled, documents, least: leastLabels, scheme };
    return classes.length < leastClasses
      ? { kind: 'classes', classes: classes.length, least: leastClasses, scheme }
      : null;
  }
  if (counts.reads === 'companies' && request.reads === 'companies') {
    const { companies } = counts;
    const { minTexts, scheme } = request;
    return companies < leastCompanies
      ? { kind: 'companies', companies, least: leastCompanies, minTexts, scheme }
      : null;
  }
  if (counts.reads === 'prices' && 'bins' in config) {
    const least = leastDays(config);
    return least !== null && counts.days < least ? { kind: 'days', days: counts.days, least } : null;
  }
  if (counts.reads !== 'texts' || counts.distinctTexts >= leastTexts) return null;
  return { kind: 'texts', texts: counts.distinctTexts, least: leastTexts };
}

/** What a comparison with labels is worth. */
function remarksOnComparing(counts: DataCounts): Remark[] {
  if (counts.reads !== 'labels' || counts.labelled >= enoughLabels) return [];
  const { labelled } = counts;
  return [labelled === 0 ? { kind: 'no-labels' } : { kind: 'few-labels', labelled, enough: enoughLabels }];
}

function remarksOn(counts: DataCounts): Remark[] {
  if (counts.reads !== 'labels') return [];
  const { labelled, classes, n, withEarlier } = counts;
  const rare = classes.filter(({ count }) => count < enoughOfAClass).map(({ value }) => value);
  const remarks: (Remark | null)[] = [
    labelled < enoughLabels ? { kind: 'few-labels', labelled, enough: enoughLabels } : null,
    rare.length > 0 ? { kind: 'rare-classes', classes: rare, enough: enoughOfAClass } : null,
    n > 0 && withEarlier < labelled / 2 ? { kind: 'short-windows', full: withEarlier, labelled, n } : null,
  ];
  return remarks.filter((remark) => remark !== null);
}

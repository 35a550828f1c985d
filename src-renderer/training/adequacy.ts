import type { DataCounts, DataRequest, TrainConfig } from '../../src-main/api/types.ts';
import { recipeNote } from './recipes.ts';

/** Below these a training refuses to start (src-main/recipes/texts/labelled-texts.ts, company-embedding/data.ts). */
const LEAST_LABELS = 30;
const LEAST_CLASSES = 2;
const LEAST_COMPANIES = 3;

/** Below these scores are rough. */
const FEW_LABELS = 200;
const FEW_OF_A_CLASS = 10;

/** What to ask about the data of a configuration. */
export function dataRequest(config: TrainConfig): DataRequest {
  const { reads } = recipeNote(config.recipe);
  const { symbols } = config;
  if (reads === 'labels' && 'scheme' in config) {
    const window = 'context' in config && config.context !== 'none' ? config.window : null;
    return { reads, symbols, scheme: config.scheme, window };
  }
  if (config.recipe === 'company-embedding') {
    const { minTexts, objective, topicScheme } = config;
    return { reads: 'companies', symbols, minTexts, scheme: objective === 'topic' ? topicScheme : null };
  }
  return { reads: reads === 'prices' ? 'prices' : 'texts', symbols };
}

/** Why nothing can be learned from the data, in a sentence; null: something can. */
export function shortage(counts: DataCounts, config: TrainConfig): string | null {
  const where = config.symbols === null ? '' : ` of ${config.symbols.join(', ')}`;
  if (counts.reads === 'labels') {
    const scheme = 'scheme' in config ? config.scheme : '';
    if (counts.labelled === 0) return `No text${where} has a label of the scheme “${scheme}”.`;
    if (counts.labelled < LEAST_LABELS) {
      return `Only ${counts.labelled} texts${where} are labelled; at least ${LEAST_LABELS} are needed.`;
    }
    return counts.classes.length < LEAST_CLASSES
      ? 'All labels are the same: there is nothing to learn.'
      : null;
  }
  if (counts.reads === 'texts') return counts.texts === 0 ? `There is no text${where}.` : null;
  if (counts.reads === 'prices') return counts.rows === 0 ? `There are no prices${where}.` : null;
  if (counts.companies >= LEAST_COMPANIES) return null;
  if (config.recipe !== 'company-embedding') return null;
  const topic = config.objective === 'topic' ? ` and a “${config.topicScheme}”` : '';
  return `${counts.companies} companies have ${config.minTexts} distinct texts with a time${topic}; at least ${LEAST_COMPANIES} are needed.`;
}

/** What makes scores rough, though it is no reason not to start. */
export function remarks(counts: DataCounts): string[] {
  if (counts.reads !== 'labels') return [];
  const rare = counts.classes.filter(({ count }) => count < FEW_OF_A_CLASS);
  return [
    ...(counts.labelled < FEW_LABELS ? ['Few labelled texts: scores will be rough.'] : []),
    ...(rare.length > 0
      ? [`Too rare to be learned or tested well: ${rare.map(({ value }) => value).join(', ')}.`]
      : []),
    ...(counts.n > 0 && counts.withEarlier < counts.labelled / 2
      ? ['Most windows are not full: there is little context.']
      : []),
  ];
}

/** `contextual-sentiment` and `topic`: a text read in its window, by words or by a checkpoint. */
import { type ContextualConfig, contextRead, windowSize } from '../../configs/contextual.ts';
import { contextualSentiment } from '../../models/contextual-sentiment.ts';
import type { Architecture } from './architecture.ts';
import { checkpointInContext } from './checkpoint-in-context.ts';
import { wordArchitecture } from './word-architecture.ts';

const byWords = wordArchitecture<ContextualConfig>({
  model: (config, classes) =>
    contextualSentiment({ ...config, context: contextRead(config), window: windowSize(config), classes }),
  paysForLength: ({ layers }) => layers > 0,
});

const by = { words: byWords, checkpoint: checkpointInContext };

export const contextual: Architecture<ContextualConfig> = {
  table: (config) => by[config.encoder].table(config),
  model: (config, classes, bert) => by[config.encoder].model(config, classes, bert),
  start: (beginning) => by[beginning.config.encoder].start(beginning),
  paysForLength: (config) => by[config.encoder].paysForLength(config),
  tunes: (config) => by[config.encoder].tunes(config),
};

/** `contextual-sentiment` and `topic`: a text read in its window, by words or by a checkpoint. */
import {
  type ContextualConfig,
  contextRead,
  isResidual,
  windowSize,
  withoutContext,
} from '../../configs/contextual.ts';
import { contextualSentiment } from '../../models/contextual-sentiment.ts';
import { residualContext } from '../../models/residual-context.ts';
import type { WordModel } from '../../models/text-model.ts';
import type { Architecture } from './architecture.ts';
import { checkpointInContext } from './checkpoint-in-context.ts';
import { startWordBranch, wordArchitecture } from './word-architecture.ts';

const oneModel = wordArchitecture<ContextualConfig>({
  model: wordsInContext,
  paysForLength: ({ layers }) => layers > 0,
});

const byWords = {
  ...oneModel,
  model: (config, classes) =>
    isResidual(config)
      ? residualContext(wordsInContext(withoutContext(config), classes), wordsInContext(config, classes))
      : wordsInContext(config, classes),
  branch: (beginning, text) =>
    startWordBranch(beginning, text, wordsInContext(beginning.config, beginning.learned.classes.length)),
} satisfies Architecture<ContextualConfig>;

function wordsInContext(config: ContextualConfig, classes: number): WordModel {
  return contextualSentiment({
    ...config,
    context: contextRead(config),
    window: windowSize(config),
    classes,
  });
}

const by = { words: byWords, checkpoint: checkpointInContext };

export const contextual: Architecture<ContextualConfig> = {
  table: (config) => by[config.encoder].table(config),
  model: (config, classes, bert) => by[config.encoder].model(config, classes, bert),
  start: (beginning) => by[beginning.config.encoder].start(beginning),
  branch: (beginning, text) => by[beginning.config.encoder].branch(beginning, text),
  paysForLength: (config) => by[config.encoder].paysForLength(config),
  tunes: (config) => by[config.encoder].tunes(config),
};

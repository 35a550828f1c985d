import type { Device } from '../../engine/types.ts';
import { parameter } from '../../models/layers.ts';
import { classifyInContext, initPooledContext } from '../../models/pooled-context.ts';
import { Random } from '../../random.ts';
import type { ReadableStore } from '../../store/store.ts';
import { pooledOptions } from './classifier.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import type { TrainingContext } from '../../training/loop.ts';
import type { OpenedBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import type { ContextualConfig } from '../../configs/classifiers.ts';
import type { Trainable } from './trainable.ts';

/** What reads a text in its window, over the vectors of a frozen encoder. */
export function trainableContext(
  store: ReadableStore,
  device: Device,
  config: ContextualConfig,
  classes: number,
  opened: OpenedBert,
  context: TrainingContext,
): Trainable {
  const options = pooledOptions(config, classes);
  const encoder = frozenEncoder(device, opened, config.maxTokens);
  return {
    texts: new FrozenTexts(store, opened.vocabulary, encoder, context),
    start: { params: initPooledContext(new Random(config.seed), encoder.config.hidden_size, options) },
    fixed: encoder.parameters,
    logits: (parameters, batch, dropout) => {
      const pooled = parameter(batch, 'pooled');
      const { window = null, windowMask = null } = batch;
      const examples = { input: parameter(batch, 'input'), window, windowMask };
      return classifyInContext(parameters, pooled, examples, options, dropout).logits;
    },
  };
}

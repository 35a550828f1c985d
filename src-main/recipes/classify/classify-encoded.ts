/** What stands above a checkpoint: its head, and the attention to a window, over texts that were encoded before. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { attendsTo, type ContextualConfig, contextRead, windowSize } from '../../configs/contextual.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { type Dropout, parameter, type Parameters } from '../../models/layers.ts';
import {
  classifyInContext,
  type EncodedByCheckpoint,
  type PooledContextOptions,
} from '../../models/pooled-context.ts';
import { poolHidden } from '../../models/pooled-hidden.ts';
import type { TextInputs } from '../../models/text-model.ts';

/**
 * The logits (B, C) of texts that were read before, as vectors or as the states of their tokens.
 * @param bert of the checkpoint that read them
 */
export function classifyEncoded(
  parameters: Parameters,
  batch: TextInputs,
  options: PooledContextOptions,
  bert: BertConfig,
  dropout: Dropout,
): Tensor {
  const { window = null, windowMask = null } = batch;
  const examples = { input: parameter(batch, 'input'), window, windowMask };
  const read =
    options.attendTo === 'tokens'
      ? ofStates(parameters, batch, bert)
      : { pooled: parameter(batch, 'pooled'), tokens: null };
  return classifyInContext(parameters, read, examples, options, dropout).logits;
}

function ofStates(parameters: Parameters, batch: TextInputs, bert: BertConfig): EncodedByCheckpoint {
  const [states, mask] = [parameter(batch, 'states'), parameter(batch, 'mask')];
  return { pooled: poolHidden(parameters, states, mask, bert), tokens: { states, mask } };
}

export function pooledOptions(config: ContextualConfig, classes: number): PooledContextOptions {
  const { width, heads } = config;
  return {
    context: contextRead(config),
    attendTo: attendsTo(config),
    width,
    heads,
    window: windowSize(config),
    classes,
  };
}

import { int32 } from '../../engine/host.ts';
import { normal } from '../../models/initial.ts';
import { crossEntropy, keepAll, parameter } from '../../models/layers.ts';
import { classifyInContext, initPooledContext } from '../../models/pooled-context.ts';
import { float32 } from '../../recipes/texts/text-batch.ts';
import type { BenchCase } from '../case.ts';
import { drawnLabels } from '../classifier-step.ts';

const [width, context, batch, classes] = [768, 8, 64, 3];
const options = { context: 'cross', attendTo: 'texts', width, heads: 12, window: context, classes } as const;

/** A batch's own texts, then those of the windows; no two windows share one. */
function windows() {
  const windowMask = float32([batch, context]);
  windowMask.data.fill(1);
  return {
    input: int32(
      [batch],
      Int32Array.from({ length: batch }, (_, i) => i),
    ),
    window: int32(
      [batch, context],
      Int32Array.from({ length: batch * context }, (_, i) => batch + i),
    ),
    windowMask,
  };
}

/** `contextual-sentiment` with `encoder=checkpoint`: cross-attention of a text over 8, each a frozen vector. */
export const head768: BenchCase = {
  name: 'head-768',
  batch,
  variants: [
    {
      name: 'as it is',
      trainer: (random) => ({
        params: initPooledContext(random, width, options),
        loss: (parameters, inputs) => {
          const examples = {
            input: parameter(inputs, 'input'),
            window: parameter(inputs, 'window'),
            windowMask: parameter(inputs, 'windowMask'),
          };
          const texts = { pooled: parameter(inputs, 'pooled'), tokens: null };
          const { logits } = classifyInContext(parameters, texts, examples, options, keepAll);
          return { loss: crossEntropy(logits, parameter(inputs, 'labels'), parameter(inputs, 'weights')) };
        },
      }),
      batch: (random) => ({
        pooled: normal(random, 1, batch * (1 + context), width),
        ...windows(),
        ...drawnLabels(random, batch, classes),
      }),
    },
  ],
};
